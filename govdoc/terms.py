"""The glossary: the keys of the disclosure metadata, their Chinese terms, and every label that names them.

Sources: 政府信息公开目录系统实施指引（试行） part 2, the page tags of 政府网站发展指引 (国办发〔2017〕47号),
the topic list of the State Council policy library, and labels seen on government sites.
"""

from enum import StrEnum
from typing import NamedTuple


class ValueKind(StrEnum):
    """How the raw text of an entry is normalised."""

    TEXT = "text"
    DATE = "date"
    TERMS = "terms"
    ORGANS = "organs"


class Term(NamedTuple):
    """A key of the metadata: official term, labels accepted, English words, kind of value."""

    key: str
    official: str
    labels: tuple[str, ...]
    english: str
    kind: ValueKind = ValueKind.TEXT
    element: str = ""


def _term(
    key: str, official: str, labels: str, english: str, kind: ValueKind = ValueKind.TEXT
) -> tuple[str, Term]:
    head, *rest = key.split("_")
    element = head + "".join(word.capitalize() for word in rest)
    return key, Term(key, official, (official, *labels.split()), english, kind, element)


_DATE, _TERMS, _ORGANS = ValueKind.DATE, ValueKind.TERMS, ValueKind.ORGANS

TERMS: dict[str, Term] = dict(
    (
        _term("index_number", "索引号", "信息索引号 信息索取号 索取号 信息索引", "index number"),
        _term("title", "名称", "标题 信息名称 信息标题 文件名称 文件标题 ArticleTitle", "title"),
        _term(
            "document_number",
            "发文字号",
            "文号 文件编号 发文号 文件号 统一编号 发布文号 文件字号",
            "document number",
        ),
        _term(
            "issuer",
            "发布机构",
            "发文机关 制发机关 发布单位 发布部门 公开机构 公开部门 责任部门 发文机构 发文单位 发布机关"
            " 颁布单位 发文部门 制定机关 公布机关 信息提供单位 公开主体 发布主体",
            "issuing organ",
            _ORGANS,
        ),
        _term(
            "written",
            "成文日期",
            "发文日期 签发日期 成文时间 发文时间 印发日期 制发日期",
            "date of writing",
            _DATE,
        ),
        _term("generated", "生成日期", "产生日期 形成日期 生成时间", "date of generation", _DATE),
        _term(
            "published",
            "公开日期",
            "发布日期 发布时间 公开时间 公布日期 颁布时间 颁布日期 发表时间 发表日期 信息提供日期 PubDate",
            "date of publication",
            _DATE,
        ),
        _term(
            "effective", "生效日期", "实施日期 施行日期 生效时间 实施时间", "date of entry into force", _DATE
        ),
        _term("repealed", "废止日期", "失效日期 废止时间 失效时间", "date of repeal", _DATE),
        _term("topic", "主题分类", "主题(一) 主题(二) 主题(三) 主题 信息分类 分类", "topic"),
        _term("genre", "体裁", "体裁分类 文种 信息种类 信息类别 公文种类", "kind of document"),
        _term("audience", "服务对象分类", "组配分类 目录分类 扩展分类 服务对象", "audience"),
        _term("keywords", "关键词", "主题词 关键字 Keywords", "keywords", _TERMS),
        _term("classification", "分类词", "", "classification terms", _TERMS),
        _term("abstract", "内容概述", "内容概况 摘要 信息概述 Description", "abstract"),
        _term("disclosure_mode", "公开方式", "公开类别 公开属性", "mode of disclosure"),
        _term("disclosure_form", "公开形式", "公开途径 公开载体 载体", "form of disclosure", _TERMS),
        _term("disclosure_scope", "公开范围", "", "scope of disclosure"),
        _term("disclosure_term", "公开时限", "公开期限", "term of disclosure"),
        _term("disclosure_procedure", "公开程序", "审核程序", "procedure of disclosure"),
        _term("validity", "效力状况", "有效性 信息有效性 时效性 效力状态 时效", "validity"),
        _term("source", "来源", "信息来源 文章来源 稿件来源 来源单位 发布来源 ContentSource", "source"),
        _term("page_time", "日期", "时间 更新时间 更新日期 录入时间", "date on the page", _DATE),
        _term("author", "作者", "责任编辑 责编 编辑 供稿 撰稿 Author", "author"),
        _term(
            "views",
            "浏览次数",
            "浏览量 浏览数 阅读次数 阅读量 阅读数 点击次数 点击数 点击量 点击率 访问量 访问次数"
            " 点击 阅读 次数",
            "views",
        ),
        _term("download", "文件下载", "附件下载 相关附件", "download"),
    )
)

_CANONICAL_WIDTH = str.maketrans("（）：", "():")


def fold_label(label: str) -> str:
    """A printed label without white space, colon and width: “索　引　号：” → “索引号”."""
    return "".join(label.split()).translate(_CANONICAL_WIDTH).rstrip(":")


LABELS: dict[str, str] = {fold_label(label): term.key for term in TERMS.values() for label in term.labels}
"""Folded label → key."""

ELEMENTS: dict[str, str] = {term.element: term.key for term in TERMS.values()}
"""Element name in the disclosure XML → key."""


def key_of(label: str) -> str | None:
    """The key that a printed label names, or none."""
    return LABELS.get(fold_label(label))


PAGE_TAGS: tuple[str, ...] = tuple(
    (
        "SiteName SiteDomain SiteIDCode ColumnName ColumnDescription ColumnKeywords ColumnType"
        " ArticleTitle PubDate ContentSource Keywords Author Description Image Url"
    ).split()
)
"""The tags of a page's head (政府网站发展指引, annex 5): of the site, the column, the article."""

PAGE_LABELS: tuple[str, ...] = tuple(
    "字号 字体 字体大小 字体显示 文字大小 选择字体 栏目 所属栏目 备案登记号 登记号 规范性文件编号"
    " 核发 审核 审核人 校对 初审 复审 终审 发布人 录入人 原文链接 法宝引证码".split()
)
"""Labels of a page's rows that name nothing in the glossary: font switches, columns, registers, clerks."""

ORGAN_ENDINGS: tuple[str, ...] = (
    *("人民政府", "政府", "委员会", "办公室", "办公厅", "常务委员会", "领导小组", "工作组", "指挥部"),
    *("局", "厅", "部", "委", "署", "院", "会", "中心", "法院", "检察院", "办", "处", "科", "队", "站", "所"),
    *("公司", "集团", "银行", "支行", "分行", "协会", "联合会", "总会", "大学", "学院", "学校", "医院"),
    *("管委会", "街道", "联席会议", "国资委", "发改委", "工商联", "行", "社", "校", "馆", "司", "组", "室"),
)
"""How the name of an organ (机关、单位) ends."""

AUDIENCE_ENDINGS: tuple[str, ...] = (
    *("单位", "机构", "部门", "企业", "职工", "人", "个人", "人员", "市民", "居民", "群众", "同志", "代表"),
    *("委员", "老师", "家长", "同学", "客户", "用户", "业主", "们", "户", "者", "区", "市", "县", "镇", "乡"),
    *("省", "州", "盟", "旗", "兵团", "军区", "厂", "矿", "店", "商户", "媒体", "社会各界", "分公司"),
)
"""How the name of an addressee (主送机关) ends, beside the organs."""

TITLE_NOUNS: tuple[str, ...] = tuple(
    (
        "办法 规定 细则 实施细则 方案 预案 规划 计划 纲要 条例 章程 规则 准则 守则 制度 标准 规程 指南 指引"
        " 措施 若干措施 举措 要点 清单 目录 名单 意见 答复 解读 说明 实施意见 法 总结 公示 启事 声明 简介"
        " 倡议书 责任书 合同 协议 表 工作报告 情况 决算 预算 讲话 致辞 事项 一览表 通知书 建议"
    ).split()
)
"""How the title of an issued, annexed or explanatory text ends, beside the 文种."""

OFFICES: tuple[str, ...] = tuple(
    (
        "总理 主席 省长 市长 州长 县长 区长 镇长 乡长 部长 主任 局长 厅长 署长 行长 会长 院长 检察长 书记"
        " 秘书长 司令员 政治委员 委员长 校长 盟长 旗长"
    ).split()
)
"""Offices that stand before the name of a person who signs (签发人职务)."""

GENRES: tuple[str, ...] = (
    *("决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报"),
    *("报告", "请示", "批复", "议案", "函", "纪要", "会议纪要", "政府令"),
)
"""The kinds of official document (文种), 党政机关公文处理工作条例 article 8, and two names still in use."""

DISCLOSURE_MODES: tuple[str, ...] = ("主动公开", "依申请公开", "不予公开")
VALIDITIES: tuple[str, ...] = ("有效", "失效", "废止", "部分失效", "已修改", "尚未生效")
DISCLOSURE_TERMS: tuple[str, ...] = ("长期公开", "限时公开", "及时公开")
DISCLOSURE_SCOPES: tuple[str, ...] = ("面向社会", "面向申请人", "面向本系统")
URGENCIES: tuple[str, ...] = ("特急", "加急", "特提", "平急")
SECRECIES: tuple[str, ...] = ("绝密", "机密", "秘密")

TOPICS: dict[str, tuple[str, ...]] = {
    head: tuple(tail.split())
    for head, tail in (
        (
            "国务院组织机构",
            (
                "国务院 国务院办公厅 国务院组成部门 国务院直属特设机构 国务院直属机构 国务院办事机构"
                " 国务院直属事业单位 国务院部委管理的国家局 国务院议事协调机构 其他"
            ),
        ),
        ("综合政务", "政务公开 政务督查 应急管理 电子政务 文秘工作 保密工作 信访 参事、文史 其他"),
        ("国民经济管理、国有资产监管", "宏观经济 经济体制改革 统计 物价 国有资产监管 重大建设项目 其他"),
        ("财政、金融、审计", "财政 税务 银行 货币（含外汇） 证券 保险 社会信用体系建设 审计 其他"),
        ("国土资源、能源", "土地 矿产 水资源 海洋 煤炭 石油与天然气 电力 其他"),
        ("农业、林业、水利", "农业、畜牧业、渔业 林业 水利 其他"),
        (
            "工业、交通",
            (
                "机械制造与重工业 轻工纺织 化工 国防工业 航天、航空 信息产业（含电信）"
                " 公路 水运 铁路 民航 邮政 其他"
            ),
        ),
        ("商贸、海关、旅游", "对外经贸合作 国内贸易（含供销） 海关 检验、检疫 旅游 其他"),
        ("市场监管、安全生产监管", "工商 质量监督 标准 食品药品监管 安全生产监管 其他"),
        (
            "城乡建设、环境保护",
            "城市规划 城乡建设（含住房） 环境监测、保护与治理 节能与资源综合利用 气象、水文、测绘、地震 其他",
        ),
        ("科技、教育", "科技 教育 知识产权 其他"),
        ("文化、广电、新闻出版", "文化 文物 新闻出版 广播、电影、电视 其他"),
        ("卫生、体育", "卫生 医药管理 体育 其他"),
        ("人口与计划生育、妇女儿童工作", "人口与计划生育 妇女儿童 其他"),
        ("劳动、人事、监察", "劳动就业 社会保障 人事工作 军转安置 监察 纠正行业不正之风 其他"),
        ("公安、安全、司法", "公安 国家安全 司法 其他"),
        ("民政、扶贫、救灾", "减灾救灾 优抚安置 社会福利 行政区划与地名 社团管理 扶贫 其他"),
        ("民族、宗教", "民族事务 宗教事务"),
        ("对外事务", "外交、外事 国际条约、国际组织 其他"),
        ("港澳台侨工作", "港澳工作 对台工作 侨务工作"),
        ("国防", "国防建设 国防动员"),
        ("其他", ""),
    )
}
"""The 22 topics (主题分类) and their second level. Names hold “、”: a topic is never split on it."""
