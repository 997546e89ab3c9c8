"""Breaking a title over lines: words whole, lengths fit, 梯形 or 菱形 (GB/T 9704-2012 7.3.1).

The stated heuristic: the fewest lines that fit; among the places between words, the division whose lines
are of nearly equal length, with a bonus for a break before 的 has ended and after a word that likes to end
a line, and a penalty for shapes that are neither a trapezoid nor a diamond.
"""

import re
from functools import cache
from itertools import combinations, pairwise

from govdoc.typography import NO_LINE_END, NO_LINE_START, cells


@cache
def _words() -> re.Pattern[str]:
    """Words that a line must not part; most titles fit their line and never ask."""
    return re.compile(
        r"[A-Za-z0-9.%/\-]+[年月日号]?|《[^《》]{1,12}》|“[^“”]{1,8}”|（[^（）]{1,10}）|"
        r"人民政府|办公厅|办公室|委员会|管理局|监督局|保障局|领导小组|[省市县区镇乡]人民政府|"
        r"政府信息公开|政务公开|法治政府|工作报告|实施意见|实施方案|工作方案|管理办法|指导意见|暂行规定|若干规定|"
        r"年度报告|行动计划|工作要点|有关问题|有关事项|若干措施|实施细则|经济社会|社会发展|"
        r"关于|建设|印发|转发|进一步|加强|推进|做好|促进|完善|规范|深化|开展|建立|健全|"
        r"工作|发展|改革|管理|服务|规划|方案|意见|通知|通告|公告|决定|报告|规定|办法|条例|措施|制度|机制|体系|"
        r"提高|支持|落实|实施|执行|调整|明确|优化|提升|保障|修改|废止|公布|发布|转发|批转|开展|举办|召开|设立|成立|撤销|"
        r"同意|授权|委托|组织|协调|监督|检查|考核|评价|评估|认定|登记|审批|许可|备案|审查|清理|处理|处罚|奖励|补助|"
        r"购买|销售|租赁|贷款|住房|公积金|城市|农村|乡镇|街道|社区|居民|职工|群众|家庭|学校|医院|公司|集团|中心|"
        r"财政|税务|金融|统计|农业|工业|商务|旅游|文化|体育|科技|交通|水利|能源|消费|扶贫|民政|司法|公安|消防|"
        r"商请|提请|函请|恳请|征求|报送|商洽|提供|开放|公共|数据|资源|目录|回复|函复|答复|请示|"
        r"食品|药品|价格|收费|标准|目录|清单|名单|计划|纲要|要点|指南|细则|规程|章程|批复|答复|提案|建议|决议|公报|"
        r"情况|问题|政策|项目|资金|企业|单位|部门|全市|全省|全国|国务院|社会|经济|安全|生产|环境|保护|教育|卫生|."
    )


_END = re.compile(r"(?:关于|的|》|”|、|和|与|及|及其|等)$")
_BAD_START = re.compile(r"^(?:的|和|与|及|等|了|》|”|、)")


def break_title(text: str, width: float) -> tuple[str, ...]:
    """The lines of a title, each at most `width` cells (字 of the title's size) wide."""
    total = cells(text)
    if total <= width:
        return (text,)
    words = _words().findall(text)
    ends = [cells("".join(words[: i + 1])) for i in range(len(words))]
    for count in range(-(-int(total * 2) // int(width * 2)), 6):
        found = [_cut(words, places) for places in _divisions(ends, count, width)]
        if found:
            return min(found, key=lambda lines: _penalty(lines, total / count))
    return (text,)


def _divisions(ends: list[float], count: int, width: float) -> list[tuple[int, ...]]:
    """Places to break so that each of `count` lines fits; only places near the even division are tried."""
    total = ends[-1]
    near = [
        [i for i in range(len(ends) - 1) if abs(ends[i] - total * k / count) <= width / 4]
        for k in range(1, count)
    ]
    places = sorted({i for group in near for i in group})
    if len(places) > 24:
        places = sorted(
            {
                min(group, key=lambda i: abs(ends[i] - total * k / count))
                for k, group in enumerate(near, 1)
                if group  # a word may be longer than a line
            }
        )
    return [
        choice
        for choice in combinations(places, count - 1)
        if all(
            ends[b] - (ends[a] if a >= 0 else 0) <= width
            for a, b in zip((-1, *choice), (*choice, len(ends) - 1), strict=True)
        )
    ]


def _cut(words: list[str], places: tuple[int, ...]) -> tuple[str, ...]:
    starts = (0, *(p + 1 for p in places))
    return tuple("".join(words[a:b]) for a, b in zip(starts, (*starts[1:], len(words)), strict=True))


def _penalty(lines: tuple[str, ...], even: float) -> float:
    lengths = [cells(line) for line in lines]
    score = sum(abs(length - even) for length in lengths)
    falling = all(a >= b for a, b in pairwise(lengths))
    rising = all(a <= b for a, b in pairwise(lengths))
    middle = len(lengths) > 2 and max(lengths) not in (lengths[0], lengths[-1])
    score += 0 if falling or rising or middle else 4
    for line, following in pairwise(lines):
        score -= 1.5 * bool(_END.search(line))
        score += 6 * (
            bool(_BAD_START.match(following)) or following[0] in NO_LINE_START or line[-1] in NO_LINE_END
        )
    return score
