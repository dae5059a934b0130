# The app alone; docker-compose.yml puts a Neo4j beside it. Without GONGJIN_GRAPH it starts the embedded engine.
# What of this was run without Docker, and what was not, stands in docs/team.md.

FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
# the build fetches the scripts of the pictures; they travel in the wheel, the pages load nothing from elsewhere
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheel .

FROM python:3.12-slim
COPY constraints.txt /tmp/constraints.txt
COPY --from=build /wheel /tmp/wheel
RUN pip install --no-cache-dir --constraint /tmp/constraints.txt /tmp/wheel/*.whl \
    && rm -r /tmp/wheel /tmp/constraints.txt \
    && useradd --uid 10001 --create-home gongjin \
    && install -d -o gongjin -g gongjin -m 0700 /data
USER gongjin
ENV GONGJIN_DATA=/data \
    GONGJIN_CACHE=/data/cache \
    GONGJIN_HOST=0.0.0.0 \
    GONGJIN_PORT=8000 \
    PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["gongjin"]
CMD ["serve"]
