"""Make loaders/lexicon/places.csv and towns.csv from two packages of public data.

    python scripts/make_gazetteer.py [CHINA_DIVISION_TGZ CPCA_WHL]

Without arguments the packages are fetched by ``npm pack`` and ``pip download`` from the registries that are configured.

china-division 2.7.0 (npm, WTFPL): names and codes of 2023 of the National Bureau of Statistics.
cpca 0.5.5 (PyPI, MIT): longitude and latitude down to the county. Its codes are older, so a county that was recoded
since is found by its name in its prefecture, then in its province.
"""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

LEXICON = Path(__file__).resolve().parents[1] / "loaders" / "lexicon"
Row = dict[str, str]
Point = tuple[str, str]

NATIONS = (
    "蒙古族|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|"
    "哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|"
    "畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|"
    "毛南族|仡佬族|锡伯|普米族|塔吉克|怒族|鄂温克族|"
    "裕固族|保安族|独龙族|蒙古|各族"
)
AUTONOMOUS = re.compile(rf"(?:{NATIONS})+(?:自治州|自治县|自治旗|自治区|民族乡|族乡|乡)$")
KINDS = "特别行政区|自治区|自治州|自治县|自治旗|林区|特区|新区|地区|省|市|盟|州|县|区|旗"
SUFFIX = re.compile(rf"(?:{KINDS})$")
ODD = {"东乡族自治县": "东乡", "鄂温克族自治旗": "鄂温克", "河南蒙古族自治县": "河南县", "互助土族自治县": "互助"}
PARK = re.compile(r"开发区|产业园|工业园|园区|新区|示范区|实验区|风景名胜区|食品区|聚集区|新城|创意园")
GENERIC = re.compile(r"(?:经济|高新|中国|城乡|文化)")
RENAMED = {
    "横州": "横县", "盘州": "盘县",
    "渌口": "株洲县", "柴桑": "九江县", "广信": "上饶县", "建安": "许昌县", "叙州": "宜宾县", "郫都": "郫县",
    "鄠邑": "户县", "彬州": "彬县", "滦州": "滦县", "任泽": "任县", "云州": "大同县", "上党": "长治县",
    "色尼": "那曲县", "湾沚": "芜湖县", "那曲": "那曲地区", "清江浦": "清河",
}  # fmt: skip
SHORT_PARK = (
    (re.compile(r"高新?技术(?:产业)?(?:开发区|园区)$"), "高新区"),
    (re.compile(r"经济技术开发区$"), "经开区"),
    (re.compile(r"经济开发区$"), "经开区"),
)


def shorten(name: str) -> str:
    """Return the name without its kind: 沅江市 → 沅江; names of one character keep it (南县)."""
    if name in ODD:
        return ODD[name]
    for pattern in (AUTONOMOUS, SUFFIX):
        short = pattern.sub("", name)
        if short != name and len(short) > 1:
            return short
    return name


def shorten_park(name: str) -> str:
    """Return how people call a park: 益阳高新技术产业园区 → 益阳高新区."""
    for pattern, kind in SHORT_PARK:
        if pattern.search(name):
            return pattern.sub(kind, name).replace("市", "")
    return name


def fetch(folder: Path) -> tuple[Path, Path]:
    """Download both packages by their ordinary clients."""
    subprocess.run(["npm", "pack", "china-division@2.7.0"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    download = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "cpca==0.5.5"]
    subprocess.run([*download, "-d", str(folder)], check=True)
    return next(folder.glob("china-division-*.tgz")), next(folder.glob("cpca-*"))


def tables(package: Path) -> dict[str, list[Row]]:
    """Read the four tables of china-division."""
    found: dict[str, list[Row]] = {}
    with tarfile.open(package) as archive:
        for name in ("provinces", "cities", "areas", "streets"):
            member = archive.extractfile(f"package/dist/{name}.csv")
            assert member is not None
            found[name] = list(csv.DictReader(io.StringIO(member.read().decode())))
    return found


class Points:
    """Longitude and latitude by code, and by name where the code is newer than cpca."""

    def __init__(self, package: Path) -> None:
        self.by_code: dict[str, Point] = {}
        self.by_name: dict[tuple[str, str], set[Point]] = defaultdict(set)
        with zipfile.ZipFile(package) as archive:
            rows = csv.DictReader(io.StringIO(archive.read("cpca/resources/adcodes.csv").decode()))
            for row in rows:
                code = row["adcode"][:6]
                if not row["longitude"] or row["adcode"][6:].strip("0"):
                    continue
                point = (f"{float(row['longitude']):.3f}", f"{float(row['latitude']):.3f}")
                self.by_code[code] = point
                for area in (code[:4], code[:2]):
                    for name in {row["name"], shorten(row["name"])}:
                        self.by_name[area, name].add(point)

    def of(self, code: str, name: str) -> Point:
        """Return the point of a place, or two empty strings."""
        if code in self.by_code:
            return self.by_code[code]
        short = shorten(name)
        for area in (code[:4], code[:2]):
            found = self.by_name.get((area, RENAMED.get(short, short)), set())
            if len(found) == 1:
                return next(iter(found))
        return ("", "")


def places(data: dict[str, list[Row]], points: Points) -> Iterator[tuple[str, ...]]:
    """Yield code, name, short name, level and point of every province, prefecture, county and coded park."""
    names = {row["code"]: row["name"] for row in (*data["provinces"], *data["cities"])}
    for row in data["provinces"]:
        yield f"{row['code']}0000", row["name"], shorten(row["name"]), "province", *points.of(f"{row['code']}0000", "")
    for row in data["cities"]:
        code, name = f"{row['code']}00", row["name"]
        if name not in ("市辖区", "县") and "直辖" not in name:
            yield code, name, shorten(name), "prefecture", *points.of(code, name)
    for row in data["areas"]:
        code, name = row["code"], row["name"]
        if code.endswith("00"):
            continue
        level, short = "county", shorten(name)
        if "70" <= code[4:] < "80" and code[2:4] != "90":
            name = name.removesuffix("管委会")
            for head in (names[code[:4]], names[code[:2]], shorten(names[code[:2]])):
                rest = name.removeprefix(head)
                name = rest if len(rest) > 3 and not GENERIC.match(rest) else name
            short = shorten_park(name)
            level = "park" if PARK.search(name) else "county"
            yield code, name, short, level, *points.by_code.get(code, ("", ""))
            continue
        yield code, name, short, level, *points.of(code, name)


def main() -> None:
    """Write both files."""
    with tempfile.TemporaryDirectory() as folder:
        division, cpca = (Path(arg) for arg in sys.argv[1:3]) if len(sys.argv) > 2 else fetch(Path(folder))
        data, points = tables(division), Points(cpca)
    with (LEXICON / "places.csv").open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            "# Made by scripts/make_gazetteer.py; sources and licences in README.md. Corrections go to gaps.csv.\n"
        )
        out.write("code,name,short,level,lon,lat\n")
        for code, name, short, level, lon, lat in places(data, points):
            out.write(f"{code},{name},{'' if short == name else short},{level},{lon},{lat}\n")
    towns: dict[str, list[str]] = defaultdict(list)
    for row in data["streets"]:
        towns[row["areaCode"]].append(row["code"][6:] + re.sub(r"[\s,]", "", row["name"]))
    with (LEXICON / "towns.csv").open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            "# Made by scripts/make_gazetteer.py. A line a county: its code, then three digits and name of each town.\n"
        )
        for code in sorted(towns):
            out.write(f"{code},{' '.join(towns[code])}\n")


if __name__ == "__main__":
    main()
