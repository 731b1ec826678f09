# ruff: noqa: E501 (one row of a table a line)
"""Where the figures of the bundled region come from."""

from __future__ import annotations

# key: (title, publisher, date, address, kind). Titles say what the page holds, in our words.
_PAGES: dict[str, tuple[str, str, str, str, str]] = {
    "cqrb-2024-05-31": ("重庆日报 2024-05-31：圆桌会、国际航线与评论版 / Chongqing Daily, round table, air routes and comment", "重庆日报", "2024-05-31", "", "press"),
    "cqjb-2025-01": ("江北区 2024 年工业经济数据解读 / Jiangbei, industry in 2024", "江北区人民政府", "2025-01-21", "http://www.cqjb.gov.cn/bm/qtjj_71929/zwgk_73798/fdzdgknr_73800/tjxx_130843/sjjd/202501/t20250121_14191094.html", "official"),
    "cqrd-2025": ("重庆市 2024 年环境状况和环保目标完成情况 / Chongqing, state of the environment 2024", "重庆市人大常委会", "2025", "https://www.cqrd.gov.cn/web/article/1408113855245778944/web/content_1408113855245778944.html", "official"),
    "cqtjj-2025-10": ("2025 年前三季度重庆经济数据解读 / Chongqing, economy in the first three quarters of 2025", "重庆市统计局", "2025-10-24", "http://tjj.cq.gov.cn/zwgk_233/fdzdgknr/tjxx/sjjd_55469/202510/t20251024_15111738_wap.html", "official"),
    "cqtjj-2022-06": ("2021 年重庆绿色发展数据 / Chongqing, green development 2021", "重庆市统计局", "2022-06-16", "https://tjj.cq.gov.cn/zwgk_233/fdzdgknr/tjxx/sjjd_55469/202206/t20220616_10821954_wap.html", "official"),
    "cqgov-2023-03": ("2022 年重庆市国民经济和社会发展统计公报 / Chongqing, statistical communique 2022", "重庆市统计局", "2023-03-17", "https://cq.gov.cn/zwgk/zfxxgkml/sjfb_120853/tjgb/202303/t20230320_11785098.html", "official"),
    "cqstl-tongliang": ("铜梁区概况与 2024 年主要指标 / Tongliang, overview and main figures of 2024", "铜梁区人民政府", "2025", "https://cqstl.gov.cn/qq_171/202210/t20221020_11207719.html", "official"),
    "moa-2021-09": ("铜梁区农业绿色发展材料 / Tongliang, agriculture in 2020", "农业农村部", "2021-09-10", "http://www.moa.gov.cn/ztzl/ncpccjcgc/sdxmd/202109/t20210910_6376173.htm", "official"),
    "cqcs-2025-02": ("长寿区 2024 年工作总结与数据 / Changshou, figures of 2024", "长寿区人民政府", "2025-02-07", "http://cqcs.gov.cn/zwgk_164/fdzdgknr/ghjh/wngh/202502/t20250207_14264395.html", "official"),
    "jjxxw-2024-01": ("智能装备及智能制造行动计划解读 / Plan for smart equipment, explained", "重庆市经济和信息化委员会", "2024-01-15", "https://jjxxw.cq.gov.cn/zwgk_213/zcjd/zcwd/zcwdbt/202401/t20240115_12820073.html", "official"),
    "cqyz-2025-04": ("渝中区金融业目标 / Yuzhong, goals for finance", "渝中区人民政府", "2025-04-01", "http://www.cqyz.gov.cn/bm_229/qjrb/zwxx_97154/dt/202504/t20250401_14470698.html", "official"),
    "people-2025-01": ("重庆 2024 年经济数据报道 / Chongqing, economy in 2024", "人民网", "2025-01-21", "http://cq.people.com.cn/n2/2025/0121/c367668-41115380.html", "press"),
    "chinadaily-2025-01": ("重庆 2025 年政府工作报告报道 / Chongqing, government report of 2025", "中国日报网（新华社）", "2025-01-20", "https://cnews.chinadaily.com.cn/a/202501/20/WS678da0ada310be53ce3f26a9.html", "press"),
    "yunfu-2024-01": ("重庆 2024 年政府工作报告报道（新华社）/ Chongqing, government report of 2024", "新华社（云浮日报刊载）", "2024-01-22", "http://epaper.yunfudaily.com/html/2024-01/22/content_11791_16996429.htm", "press"),
    "stdaily-2025-02": ("重庆 2024 年科技创新数据 / Chongqing, science and technology in 2024", "科技日报", "2025-02-14", "https://digitalpaper.stdaily.com/http_www.kjrb.com/kjrb/html/2025-02/14/content_584591.htm?div=-1", "press"),
    "xinhua-2023-12": ("铜梁新型储能产业布局 / Tongliang, new energy storage", "新华网", "2023-12-28", "http://cq.news.cn/20231228/65e4bfc8fec34fe78a4a44b40657e4b9/c.html", "press"),
    "ce-2024-04": ("铜梁新型储能产业链 / Tongliang, storage chain", "经济日报", "2024-04-19", "http://paper.ce.cn/pc/content/202404/19/content_293152.html", "press"),
    "cri-2024-09": ("铜梁储能产业链进展 / Tongliang, storage chain in September 2024", "国际在线", "2024-09-30", "https://cq.cri.cn/n/20240930/7c2e12de-be69-82d2-2b8e-97ad3cf7706b.html", "press"),
    "itlic-2024-01": ("重庆机场 2023 年运量 / Chongqing airport in 2023", "重庆政协报", "2024-01-09", "https://cqzxb.itlic.com/content/2024-01/09/017766.html", "press"),
    "cqnews-2026-01": ("爱玛车业铜梁项目 / Aima in Tongliang", "华龙网", "2026-01", "https://www.cqnews.net/app/content_1463849228217298944.html", "press"),
    "ecns-2024": ("重庆机场 2024 年国际航线报道 / Chongqing airport, international routes in 2024", "中国新闻网", "2024-10-24", "", "press"),
    "ecns-2025-12": ("重庆机场 2025 年运量与航线报道 / Chongqing airport, traffic and routes in 2025", "中国新闻网", "2025-12-31", "", "press"),
    "yebk-33618": ("“33618”现代制造业集群体系与 2024 年工业数据 / The 33618 clusters and industry in 2024", "转载", "2025", "https://m.yebk.net/news/Ma17dMzQqZ.html", "copy"),
    "neamco-2024-11": ("2024 年前三季度重庆工业数据 / Chongqing, industry in three quarters of 2024", "转载", "2024-11-14", "https://difang.neamco.com/cq/2024-11/14/content_37676065.htm", "copy"),
    "q3-2024": ("2024 年前三季度重庆经济数据 / Chongqing, economy in three quarters of 2024", "转载（重庆市统计局数据）", "2024-10", "http://golangjump.com/?mW=4.html", "copy"),
    "chaxiaohao-2024": ("重庆 2024 年产业结构 / Chongqing, structure of 2024", "转载", "2025-07-01", "https://www.chaxiaohao.com/read-1751311535l4755815.html", "copy"),
    "gdp-2023": ("重庆 2023 年地区生产总值 / Chongqing, GDP of 2023", "转载（重庆市统计局数据）", "2024-01", "http://zzndh.com/a/202401/621912.html", "copy"),
    "plan-2023-2027": ("重庆先进制造业行动方案（2023—2027）目标 / Manufacturing action plan 2023-2027, goals", "转载", "2023", "https://cdiif.com/news/hotspotsdetail/592.html", "copy"),
    "west-2027": ("渝西地区跨越计划目标 / Plan for western Chongqing, goals", "转载", "2023", "https://shuzhiren.com/post/45794.html", "copy"),
    "plan-2021-2025": ("重庆制造业“十四五”规划目标 / Manufacturing plan 2021-2025, goals", "转载", "2021", "http://www.jluh.cn/zhengcebaogao/14348.html", "copy"),
    "banan-1246": ("巴南区 2023 年工业与“1246”体系 / Banan, industry in 2023", "转载", "2024", "http://www.huiyouduo.net/news/42E81516BA45F2A4.html", "copy"),
    "liangjiang-33511": ("两江新区“33511”体系 / Liangjiang, the 33511 clusters", "转载", "2023-08-19", "http://fadian.rexun.cn/hy/2023/0819/6963.html", "copy"),
    "yubei-fuling-2020": ("渝北区、涪陵区 2020 年工业增加值 / Yubei and Fuling, industry in 2020", "转载", "2021", "http://m.studyofnet.com/930572616.html", "copy"),
    "strategic-2022": ("2022 年重庆战略性新兴产业 / Chongqing, strategic industries in 2022", "转载", "2023-03-07", "http://hamasdt.com/cn/Instant/domestic/202303/t20230307_7374006.html", "copy"),
    "hithium-2023-12": ("海辰储能重庆基地首批电芯下线 / Hithium Chongqing, first cells", "转载", "2023-12-28", "https://nextvapk.com/www/chuneng/dongtai1/20231228/230399.html", "copy"),
    "hithium-2022-12": ("海辰储能重庆基地开工 / Hithium Chongqing, start of building", "转载", "2022-12", "http://kuainv.com.cn/news/show.php?itemid=160055", "copy"),
    "jiangbei-2022": ("江北区 2022 年统计公报数据 / Jiangbei, figures of 2022", "转载", "2023", "http://bx2200.com/tjgongbao/xn/6102_2.html", "copy"),
    "ckg-2023-cargo": ("重庆机场 2023 年货运 / Chongqing airport, cargo in 2023", "转载", "2024", "https://www.apph5.cn/news/archives/35597", "copy"),
    "ckg-2025": ("重庆机场 2025 年运量 / Chongqing airport in 2025", "转载", "2025-12", "http://blog.lgjyuntun.com/article/7662453.shtml", "copy"),
    "eco-2022": ("重庆 2022 年生态环境状况 / Chongqing, environment in 2022", "转载", "2023-06-02", "http://www.91dfw.com/zhuanti/2023/0602/159010.html", "copy"),
    "eco-2023": ("重庆 2023 年生态环境状况 / Chongqing, environment in 2023", "转载", "2024-06", "http://0515wzjs.com/post/38a599420.html", "copy"),
    "eco-2020": ("重庆 2020 年生态环境状况 / Chongqing, environment in 2020", "转载", "2021-06-04", "http://zmdce.com/hdjl_249/hygq/202106/t20210604_9373722.html", "copy"),
    "eco-2021": ("重庆 2021 年生态环境状况 / Chongqing, environment in 2021", "转载", "2022", "https://zgcxtc.cn/news/245484.html", "copy"),
    "eco-plan-2025": ("重庆生态环境保护“十四五”规划目标 / Environmental plan 2021-2025, goals", "转载", "2022", "https://iemiu.com/sports/1171579.html", "copy"),
    "nev-2026-01": ("重庆新能源汽车产量 2020—2025 / Chongqing, NEV output 2020-2025", "转载", "2026-01", "http://www.66260.cn/html/2026-01/1118924.html", "copy"),
    "nev-parts-2024": ("重庆汽车零部件体系 / Chongqing, car parts", "转载", "2025", "http://www.80hlw.com/keji/2702743.html", "copy"),
    "nev-parts-2025-plan": ("重庆汽车零部件供应链行动计划 2022—2025 / Car parts plan 2022-2025", "转载", "2022", "http://www.zglyh.cn/news/39595.html", "copy"),
    "ic-gaoxin-2025": ("重庆高新区集成电路与“3238”体系 / High-tech zone, chips and 3238", "转载", "2025", "http://cn.xxze.com.cn/jujiao/55273.html", "copy"),
    "ic-2016": ("重庆集成电路引进企业 2016 / Chongqing, chip firms in 2016", "转载", "2016", "http://www.rjjo.cn/article/3000020397", "copy"),
    "display-2022": ("重庆新型显示产业 2022 / Chongqing, displays in 2022", "转载", "2023", "http://www.fpdisplay.com/news/show-202322.html", "copy"),
    "display-2017": ("重庆新型显示企业 2017 / Chongqing, display firms in 2017", "转载", "2017", "http://www.yyweixin.cn/a/n6SXY3RQ87963973.html", "copy"),
    "boe-2015": ("京东方重庆 8.5 代线 / BOE Chongqing", "证券之星", "2015-04-10", "https://stock.stockstar.com/SS2015041000001355.shtml", "copy"),
    "low-2025": ("重庆低空经济 / Chongqing, low-altitude economy", "转载", "2025", "http://usenduring.com/news/4121?secondId=8", "copy"),
    "low-2026-02": ("赛力斯低空动力 / Seres, power for aircraft", "转载", "2026-02", "http://game.yantai119.com/news/807331.html", "copy"),
    "q1-2025": ("2025 年一季度重庆经济 / Chongqing, first quarter of 2025", "转载", "2025-04", "http://zkreport.org/egnews/?id=4302&type=detail", "copy"),
    "h1-2025": ("2025 年上半年重庆经济 / Chongqing, first half of 2025", "转载", "2025-07", "https://www.rxcm95.cn/news/aMrPk68zy8.html", "copy"),
    "fuling-2024": ("涪陵区 2024 年工业与“2349”体系 / Fuling, industry in 2024", "转载", "2025", "http://ganggeban566.com/news/show-204335.html", "copy"),
    "fuling-2024-07": ("涪陵区“2349”体系 / Fuling, the 2349 clusters", "转载", "2024-07", "https://e993.com/caijing_5323d27303d243230323_ncfivcc8478277", "copy"),
    "liangjiang-2024": ("两江新区与璧山 2024 / Liangjiang and Bishan in 2024", "转载", "2025-01", "http://18zh.top/index.php?x0auPvcdbCW6Yg19NKTV=677d933e35827", "copy"),
    "growth-2021": ("重庆十年发展数据 / Chongqing, ten years to 2021", "转载", "2022-08-18", "http://swjmn.cn/money/2022-08/18/content_31111609.htm", "copy"),
    "industry-2020": ("重庆 2020 年工业总量 / Chongqing, industry in 2020", "转载", "2021", "https://cqncyq.cqsmartpark.cn/index/announce/show.html?itemid=1498", "copy"),
    "industry-2023": ("2023 年重庆规上工业总产值（中新网）/ Chongqing, output of large industry in 2023", "中新网（转载）", "2024-01-20", "https://blog.bobobk.com/financial/2024/01-20/10149658.html", "copy"),
    "clusters-2023-10": ("2023 年 1—10 月三大主导产业集群产值 / Output of the three leading clusters, ten months of 2023", "转载", "2023-11-29", "http://301130.zt1388.com/news-3094328.html", "copy"),
    "industry-2024": ("2024 年重庆规上工业增加值分行业 / Chongqing, industry in 2024 by branch", "转载（重庆市统计局数据）", "2025-01", "https://marketmonitor.cn/report_blog/207343.html", "copy"),
    "trade-2025": ("2025 年重庆外贸数据 / Chongqing, foreign trade in 2025", "网易（重庆海关数据）", "2026-01-26", "https://www.163.com/dy/article/KK6VB3I9053469M5.html", "press"),
    "energy-2020": ("重庆 2020—2021 年能源与二氧化碳 / Chongqing, energy and carbon dioxide 2020-2021", "转载（重庆统计年鉴数据）", "2022-08-16", "http://yx822.com/tanzhonghe/2022/0816/89453_2.html", "copy"),
    "fuling-2022": ("涪陵区 2022 年统计公报 / Fuling, statistical communique 2022", "转载", "2023", "http://sjzyihang.com/forum.php?extra=page%3D147&mod=viewthread&tid=74757", "copy"),
    "new-stars": ("重庆“新星”产业集群报道 / The new star clusters", "转载", "2024-07-05", "http://www.ccgp-fushun.com/china/2024-07/05/content_117293923_7.htm", "copy"),
    "seres-2023": ("赛力斯 2023 年营业收入 / Seres, revenue of 2023", "转载（公司公告）", "2024-04-30", "http://dahaiyang.cn/20240430143729_17", "copy"),
    "seres-plants": ("赛力斯产能布局与 2024 年销量 / Seres, where its capacity is", "网易", "", "https://www.163.com/dy/article/KJKGT9L2055647HN.html", "press"),
    "avatr-2025-11": ("阿维塔招股书营业收入 2022—2025 / Avatr, revenue in its prospectus", "东方财富（国际金融报）", "2025-11-28", "http://finance.eastmoney.com/a/202511283578013938.html", "press"),
    "bishan-2023-q1": ("璧山 2023 年一季度重点企业产值 / Bishan, output of leading firms in the first quarter of 2023", "转载（璧山报）", "2023", "http://www.jfdrw.com/cyjj/content_436787", "copy"),
    "huafeng-2024-04": ("华峰重庆基地 2023 年产值 / Huafeng in Fuling, output of 2023", "转载", "2024-04", "http://www.wiiifgx.cn/Post/8dc7325e8d8e214", "copy"),
    "wankai-2023-02": ("重庆万凯 2022 年产值 / Wankai in Fuling, output of 2022", "新华社（转载）", "2023-02-22", "http://www.wwwbx.com/hongguan/2023/0222/22134.html", "copy"),
    "catl-seres-2025": ("宁德时代电池产线在赛力斯工厂投产 / CATL battery lines inside the Seres plant", "转载", "2025", "https://www.kj01.top/kuaixun/163285.html", "copy"),
    "changan-2023-11": ("长安汽车产业链与两江工厂 / Changan, its chain and its Liangjiang plant", "转载", "2023-11", "http://zzndh.com/a/202311/612023.html", "copy"),
    "zhixin-2026": ("至信股份招股说明书 / Zhixin Industrial, prospectus", "重庆至信实业股份有限公司（转载）", "2026-01", "https://www.9fzt.com/detail/sh_603352_9_6954436aa00cd5584ba9e6f54cb0c614.html", "copy"),
    "communique-2020": ("2020 年重庆市国民经济和社会发展统计公报 / Chongqing, statistical communique 2020", "重庆市统计局（转载）", "2021-03-18", "http://sx-sn.com/zwgk/zfxxgkml/sjfb_120853/tjgb/202103/t20210318_9009790.html", "copy"),
    "tjj-2022-02": ("2021 年重庆地区生产总值 / Chongqing, GDP of 2021", "万盛经开区统计局", "2022-02-09", "http://ws.cq.gov.cn/bm/tjj/bmdt/202202/t20220209_10375909.html", "official"),
    "gov-report-2026": ("重庆市 2026 年政府工作报告 / Government report of 2026", "重庆市人民政府", "2026-02-03", "http://www.cq.gov.cn/ywdt/jrcq/202602/t20260203_15374376_app.html", "official"),
    "xinhua-2026-01": ("重庆 2025 年经济数据报道 / Chongqing, economy in 2025", "新华社（联合新闻网）", "2026-01-28", "https://udn.com/news/story/7333/9292344", "press"),
    "jxw-2022-10": ("重庆制造业十年发展数据（市经济信息委）/ Chongqing, manufacturing in ten years to 2021", "转载（重庆市经济和信息化委员会）", "2022-10-20", "http://m.dlt7.cn/articles/1218.html", "copy"),
    "cqsb-2021-01": ("重庆 2015—2020 年工业数据 / Chongqing, industry 2015-2020", "重庆商报（转载）", "2021-01", "https://ppfocus.com/0/ed9c761cc.html", "copy"),
    "cqnews-2023-11": ("重庆 2022 年工业增加值报道 / Chongqing, value added of industry in 2022", "华龙网（重庆日报）", "2023-11-30", "https://news.cqnews.net/1/detail/1179668892985135104/web/content_1179668892985135104.html", "press"),
    "tjj-2022-09": ("重庆工业十年发展报告（市统计局）/ Chongqing, ten years of industry to 2021", "转载（重庆市统计局）", "2022-09-30", "https://iid.sg/industrial-development-in-chongqing/", "copy"),
    "cqnews-2025-08": ("重庆 2024 年规上工业营业收入报道 / Chongqing, revenue of large industry in 2024", "华龙网（转载）", "2025-08-29", "https://m.ejwz.net/news/RA2jgv0GEq.html", "copy"),
    "cqrb-2020-03": ("重庆 2019 年国民经济和社会发展计划执行情况 / Chongqing, report on the plan of 2019", "重庆日报", "2020-03-17", "https://epaper.cqrb.cn/html/cqrb/2020-03/17/010/content_256079.htm", "official"),
    "ichongqing-profile": ("重庆经济概况 2017 / Chongqing, economic profile 2017", "iChongqing", "2018", "https://www.ichongqing.info/tourism/chongqing-city-profile/economic-development-in-chongqing/", "press"),
    "cqcb-2020-01": ("2019 年重庆经济数据报道 / Chongqing, economy in 2019", "上游新闻", "2020-01-20", "http://cqcb.com/wealth/2020-01-20/2113240_pc.html", "press"),
    "ichongqing-2021-07": ("2021 年上半年重庆制造业 / Chongqing, manufacturing in the first half of 2021", "iChongqing", "2021-07-20", "https://www.ichongqing.info/2021/07/20/manufacturing-industry-the-strongest-engine-for-chongqings-economic-performance/", "press"),
    "cqworld-2026-01": ("长江经济带十年重庆工业成效（市经济信息委）/ Chongqing, industry in ten years to 2025", "重庆与世界网", "2026-01-06", "http://www.cqworld.cn/news_show.aspx?id=24230", "press"),
    "chinanews-2026-01": ("长江经济带十年重庆成效（新闻发布会）/ Chongqing, ten years of the Yangtze belt to 2025", "中国新闻网（转载）", "2026-01-06", "http://zx.movesh.com/p.asp?h=%2Fgn%2F2026%2F01-06%2F10547122.shtml", "copy"),
    "nev-year-2025": ("重庆 2025 年汽车产量与集群规模 / Chongqing, cars made and the vehicle cluster in 2025", "转载", "2026-01", "http://che.yuansudz.com/news/7261771.html", "copy"),
    "cqrb-materials": ("重庆 2024 年先进材料集群规模报道 / Chongqing, materials cluster in 2024", "重庆日报（凤凰网转载）", "2025", "https://ishare.ifeng.com/c/s/v002Z-_yy-_J8hQT-_8eL--GWmkKNQVNXWz2e3pU-_QxfMFBsE-_4__", "copy"),
    "food-2024-05": ("2023 年食品及农产品加工业产值（人大报告）/ Chongqing, food and farm products in 2023", "转载", "2024-05-28", "http://zzjijing.com/xwzx/gsxw/4627.html", "copy"),
    "food-2025-02": ("2024 年食品及农产品加工业产值报道 / Chongqing, food and farm products in 2024", "封面新闻（转载）", "2025-02-11", "http://mugonglao.com/xiandaihuanongye/45.html", "copy"),
    "nyncw-2024-07": ("2024 年上半年食品及农产品加工业产值 / Chongqing, food and farm products in the first half of 2024", "重庆市农业农村委员会", "2024-07-23", "http://nyncw.cq.gov.cn/ztzl_161/rdzt/xczx/mtxx/202407/t20240723_13393465_wap.html", "official"),
    "software-2021": ("重庆软件产业发展报告 2021 / Chongqing, software in 2020", "人民网（重庆日报）", "2021-12-26", "http://cq.people.com.cn/n2/2021/1226/c365402-35068150.html", "press"),
    "cri-2022-09": ("2022 年 1—7 月重庆软件业务收入 / Chongqing, software in seven months of 2022", "国际在线（重庆日报）", "2022-09-21", "https://big5.cri.cn/gate/big5/cq.cri.cn/n/20220921/d26286d2-af48-7887-c326-300bab968ee8.html", "press"),
    "software-2023-06": ("重庆 2022 年与 2023 年 1—4 月软件业 / Chongqing, software in 2022 and four months of 2023", "华龙网（重庆日报网转载）", "2023-06-13", "http://www.cqdsrb.com.cn/article-39632-1.html", "copy"),
    "cena-2023-12": ("2023 年前三季度重庆制造业集群增速 / Chongqing, growth of the clusters in 2023", "中国电子报", "2023-12-20", "https://epaper.cena.com.cn/pc/content/202312/20/content_9027.html", "press"),
    "people-2021-08": ("重庆智能制造 2021 年普及率 / Chongqing, smart manufacturing in 2021", "人民网（转载）", "2021-08-24", "http://yusalon.com/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1030&wbnewsid=27417", "copy"),
    "cqrb-2023-03": ("重庆企业数字化研发报道 / Chongqing, digital design in firms", "重庆日报（转载）", "2023-03-21", "http://cq.w010w.com.cn/info/19/74206.html", "copy"),
    "rd-2020": ("重庆 2020 年科技投入统计公报报道 / Chongqing, research spending in 2020", "人民网（重庆日报，转载）", "2021-10-12", "http://liaoningxiaochi.com/n2/2021/1012/c365402-34951546.html", "copy"),
    "rd-2021": ("重庆科技发展报告（市统计局）报道 / Chongqing, research spending in 2021", "转载（重庆市统计局）", "2022-10-02", "http://bbs.jdcq.net/forum.php?goto=nextoldset&mod=redirect&tid=5651232", "copy"),
    "rd-2022": ("重庆 2022 年研发投入强度（市科技局）/ Chongqing, research spending in 2022", "转载（重庆市科学技术局）", "2023-10-09", "http://m.gardenoffriendship.org/Article/ShowArticle.asp?ArticleID=26727", "copy"),
    "chinanews-2025-10": ("重庆 2024 年科技创新数据报道 / Chongqing, science and technology in 2024", "中新网（转载）", "2025-10-15", "https://reportify.ai/news/1175936332623646720", "copy"),
    "ckg-2024": ("重庆机场 2024 年运量 / Chongqing airport in 2024", "转载", "2025-04", "https://www.aybk.net/news/aXGwxXDvO0.html", "copy"),
    "xinhua-2024-01": ("重庆 2023 年水质报道 / Chongqing, water quality in 2023", "新华网", "2024-01-21", "http://cq.xinhuanet.com/20240121/172c7ab51183433dae3d4b60bc610ff5/c.html", "press"),
    "rmrb-2024-08": ("重庆 2023 年森林覆盖率报道 / Chongqing, forest cover in 2023", "人民日报（转载）", "2024-08-12", "http://www.blanc64.com/UcfdHVnlQm/environment/2024-08/12/content_117362753.shtml", "copy"),
    "green-2019": ("重庆建成区绿化覆盖率 2019（国家统计局数据）/ Chongqing, green cover in 2019", "华经产业研究院（转载）", "2021", "https://m.qy924.com/channel/distdata/674300.html", "copy"),
    "cqstl-2025-09": ("铜梁区 2025 年上半年经济数据 / Tongliang, first half of 2025", "铜梁区人民政府", "2025-09-19", "https://www.cqstl.gov.cn/zwgk_171/zfxxgkml/zfgzbgzxqk/202509/t20250919_15024369.html", "official"),
    "cqgov-2024-08": ("铜梁川渝产业链配套 / Tongliang, suppliers from Sichuan and Chongqing", "重庆市人民政府", "2024-08-20", "http://cq.gov.cn/zt/cydqscjjq/chscjjhjjq/202408/t20240820_13528274.html", "official"),
    "boe-2018": ("京东方重庆第 6 代线开工与配套企业 / BOE Chongqing, sixth-generation line and suppliers", "新华网（转载）", "2018-12-11", "http://cni.top/html/2018/keji_1211/45357.html", "copy"),
    "hkc-2016": ("巴南战略性新兴产业签约与惠科配套 / Banan, contracts and suppliers of HKC", "重庆晚报（转载）", "2016-10-24", "http://www.cnpgn.com/mobile/21-0-16051-1.html", "copy"),
    "sanan-2025-02": ("安意法碳化硅晶圆厂通线与三安衬底厂 / Anyifa wafer plant and San'an substrates", "中国汽车报", "2025-02-27", "http://cnautonews.com/zhinengwl/2025/02/27/detail_20250227372132.html", "press"),
    "yulian-2025-07": ("智能网联新能源汽车产业链“渝链智擎”行动计划征求意见稿 / Draft plan for the vehicle chain, 2025-2027", "转载（重庆市经济和信息化委员会）", "2025-07-16", "http://www.yohov.com/gupiaopeizhi/8153.html", "copy"),
    "software-2025-10": ("软件“满天星”实施方案（2025—2027）征求意见稿 / Draft plan for software, 2025-2027", "转载（重庆市经济和信息化委员会）", "2025-10-29", "http://1812245167.pool4-msite.yun300.cn/news/9801.html", "copy"),
    "software-2023-01": ("软件“满天星”2022 年成效与“揭榜挂帅”项目 / Software in 2022 and its open challenges", "新华网", "2023-01-10", "http://cq.news.cn/2023-01/10/c_1129269068.htm", "press"),
    "cernnet-2025-04": ("重庆智能网联新能源汽车补短板报道 / Vehicle chain: what was missing and has come", "转载（新华社）", "2025-04", "http://www.cernnet.com/shuju/42082_3.html", "copy"),
    "gmw-2025-07": ("动力电池回收利用产业工作方案（2025—2027）/ Plan for battery recycling, 2025-2027", "光明网（华龙网）", "2025-07-17", "https://difang.gmw.cn/cq/2025-07/17/content_38158449.htm", "press"),
    "ic-package-2024-01": ("集成电路封测产业发展行动计划（2023—2027）/ Plan for chip packaging, 2023-2027", "重庆市人民政府办公厅", "2024-01-09", "https://cq.gov.cn/zwgk/zfxxgkml/zdlyxxgk/kj/zcwj/sjzc/202401/t20240109_12802421.html", "official"),
    "materials-2023-03": ("新材料产业发展行动计划（2023—2025）征求意见稿 / Draft plan for new materials, 2023-2025", "转载（重庆市经济和信息化委员会）", "2023-03-23", "http://travelswithwine.com/topic/topic_view?key=174527", "copy"),
    "private-2025-03": ("民营经济若干措施：重大与重点专项的支持额度 / Measures for private firms: support of research projects", "转载（重庆市人民政府）", "2025-03-24", "https://dikongjie.com/5802.html", "copy"),
    "low-2025-07": ("“低空装备+”应用场景征集 / Call for uses of low-altitude equipment", "重庆市人民政府（重庆日报）", "2025-07-20", "https://www.cq.gov.cn/ywdt/jrcq/202507/t20250720_14830433.html", "official"),
    "cqkjj-2026-04": ("重大（重点）专项管理办法：单个项目财政支持强度 / Rules for research programmes: public support of one project", "人民财讯（重庆发布）", "2026-04-22", "https://www.163.com/dy/article/KR4R9VNP053469RG.html", "press"),
    "science-2022-09": ("十八大以来重庆科技发展报告（市统计局）/ Chongqing, science in ten years to 2021", "转载（重庆市统计局）", "2022-10-02", "http://www.8535999.com/news/1567.html", "copy"),
    "lpr-2024-05": ("2024 年 5 月贷款市场报价利率 / Loan prime rates of May 2024", "ForexLive", "2024-05-20", "https://www.forexlive.com/centralbank/china-sets-1-and-5-year-lpr-rates-unchanged-as-expected-20240520/", "press"),
    "lpr-2025-01": ("2025 年 1 月贷款市场报价利率 / Loan prime rates of January 2025", "ForexLive", "2025-01-20", "https://www.forexlive.com/centralbank/pboc-sets-one-and-five-year-loan-prime-rates-unchanged-20250120/", "press"),
    "loan-term-2024-02": ("信贷管理“三个办法”：贷款期限 / Rules for loans: their terms", "人民网（转载）", "2024-02-02", "http://javascriptjump.com/?gf=G77f.html", "copy"),
    "bonds-2025-11": ("2025 年 1—11 月地方政府债券期限与利率（财政部）/ Local government bonds, terms and rates to November 2025", "泉州晚报（中新社）", "2025-12-31", "https://szb.qzwb.com/qzwb/pc/cons/202512/31/content_167444.html", "press"),
}  # fmt: skip

# Sources that are no page: tables, and our own assumptions.
_OTHER: dict[str, tuple[str, str, str, str, str, str]] = {
    "nbs-io-2007": ("中国地区投入产出表 2007 / Input-output tables of the provinces of China 2007", "国家统计局", "2011", "https://github.com/zhangda1021/data", "statistics", "Read from ChinaBalancedSAM/data/ChinaIO.xls at 8c77565. Official statistics; the repository states no licence."),
    "nbs-io-2020": ("中国投入产出表 2020（非竞争型，42 部门）/ National input-output table 2020, non-competitive, 42 sectors", "国家统计局", "2022", "https://github.com/Carol-seven/ionet", "statistics", "Read from the R package ionet at 51145dc. Official statistics."),
    "upriver-account": ("重庆 2023 年投入产出账户（推算）/ Account of Chongqing 2023, derived", "upriver", "2026", "", "estimate", "Derived from the national table of 2020, the provincial table of 2007 and published totals; see docs/explanation/base-year-account."),
    "upriver-crosswalk": ("行业对照权重（推算）/ Crosswalk weights, derived", "upriver", "2026", "", "estimate", "Weights from national output of finer sectors where there is any, else assumed; see docs/explanation/base-year-account."),
    "upriver-estimate": ("规划参数（假设）/ Planning parameters, assumed", "upriver", "2026", "", "estimate", "Assumed by the authors at plausible orders of magnitude. Replace by local figures before use."),
    "upriver-nature": ("行业环境压力（推算）/ Pressures by industry, derived", "upriver", "2026", "", "estimate", "City totals of public order of magnitude, shared out by assumed intensities; see docs/reference/chongqing."),
    "upriver-research": ("研发任务：成功概率、工期、人数与解锁关系（假设）/ Research tasks: chances, years, people and what they open, assumed", "upriver", "2026", "", "estimate", "Cost of a team: published support of one project (private-2025-03, cqkjj-2026-04, software-2025-10) over the public share of research in 2021 (science-2022-09: 92.6 of 603.8). People: that cost a year over 686.6 (rd-2022) for 210,000 assumed staff. Chance and years by grade, assumed: 0.8 and 1 in series elsewhere, 0.6 and 2 series begins elsewhere, 0.4 and 3 pilots only. Worth of a task that opens nothing: new products of 2021, 6,995.2 for 603.8 of research (science-2022-09), a fifth of it value added."),
    "upriver-loans": ("借款利率与期限（假设）/ Rates and terms of borrowed money, assumed", "upriver", "2026", "", "estimate", "Amounts assumed. Loans: rate above five years, 3.95 % in May 2024 (lpr-2024-05), 3.60 % in January 2025 (lpr-2025-01), taken throughout; ten years, the usual ceiling of fixed-asset loans (loan-term-2024-02). Bonds: no term, for they fall due at once and after 2030 (local government bonds issued to November 2025 run 15.5 years on average, bonds-2025-11); rate assumed, above their 1.97 %, for firms borrow here too. Own money repays."),
    "env-plan-2015": ("重庆“十二五”污染物总量控制 / Pollutant caps of 2011-2015", "重庆市生态环境部门", "2011", "", "official", "Figures as collected from the published plan: COD 39.5, NH3-N 5.1, NOx 35.6 (1e4 t, 2015)."),
    "gov-report-2025": ("重庆市 2025 年政府工作报告 / Government report of 2025", "重庆市人民政府", "2025-01", "", "official", "Figures as collected: 329 good-air days in 2024; energy per GDP down 14 % in 2020-2024."),
    "geography": ("地理坐标 / Coordinates", "upriver", "2026", "", "estimate", "Coordinates of cities and airports, general knowledge, rounded to 0.01 degree."),
    "upriver-summary": ("upriver 撰写的公开目标与统计摘要 / Summary of published targets and figures, written for upriver", "upriver", "2026", "", "estimate", "Own sentences; the figures are those of Chongqing Daily of 31 May 2024 and of the other sources named there."),
}  # fmt: skip

COPY_NOTE = "A copy on another site; check against the original before use."

# What a reader should know of a page beyond where it stands.
_NOTES: dict[str, str] = {
    "chinanews-2026-01": "74 state-monitored sections all good for three years running, so 2023 to 2025; at least 325 good-air days for six years running, so 2025 too.",
    "cqworld-2026-01": "Energy of large industry grew 3.8 % a year for 6.6 % a year of growth over ten years, so energy for a unit of value added fell by about 2.6 % a year.",
    "cqsb-2021-01": "The output of 2020 is an estimate made before the year's figures were out.",
    "cqnews-2025-08": "The revenue is rounded to a tenth of a trillion yuan.",
    "cqstl-2025-09": "Growth of the primary sector stands for that of farming.",
    "cri-2024-09": "Cells: 28 GWh a year when the six lines of the district's largest maker are full.",
    "industry-2024": "Growth of the value added of electronics and motorcycles stands for that of the sales of their clusters.",
    "jxw-2022-10": "Productivity is said to be 64.3 % above 2012.",
    "green-2019": "Said to be 1.46 points above 2018.",
    "rd-2020": "The intensity is said to be 0.12 points above 2019.",
    "yulian-2025-07": "Names cockpit, driving, chassis and chips as aims of research programmes.",
    "software-2025-10": "Names operating systems for vehicles; at most 3 million yuan for a project of vehicle software.",
    "software-2023-01": "Ten key projects of industrial and vehicle software were put out as open challenges in 2022.",
    "gmw-2025-07": "Names wet recovery of all parts of used batteries.",
    "ic-package-2024-01": "Names local makers of packaging equipment and materials.",
    "materials-2023-03": "Names cast and forged alloys and large magnesium parts.",
    "cernnet-2025-04": "Names lidar and power chips among what was missing and has begun to come.",
    "low-2025-07": "Names engines, drives, flight control and sensors.",
    "private-2025-03": "10 million yuan for a core technology of a leading industry, at most 5 million for key projects on robots, at most 3 million for low-altitude and power equipment.",
    "cqkjj-2026-04": "Major projects 10 to 30 million yuan, key projects 1 to below 10 million.",
    "loan-term-2024-02": "Fixed-asset loans usually at most ten years, working capital at most three.",
    "bonds-2025-11": "Mean term 15.5 years, special bonds 17.7; mean rate 1.97 %.",
    "lpr-2024-05": "One year 3.45 %, above five years 3.95 %.",
    "lpr-2025-01": "One year 3.10 %, above five years 3.60 %.",
    "science-2022-09": "2021: public spending on science 92.6, research 603.8, sales of new products 6,995.2 (1e8 yuan). The copy is reworded by machine.",
    "rd-2022": "The intensity is said to be 0.2 points above 2021.",
}  # fmt: skip


def source_rows() -> list[dict[str, object]]:
    """Rows of the table ``sources``.

    Returns
    -------
    list of dict
        One row a source.
    """
    rows: list[dict[str, object]] = []
    for key, (title, publisher, date, url, kind) in _PAGES.items():
        said = (COPY_NOTE if kind == "copy" else "", _NOTES.get(key, ""))
        note = " ".join(filter(None, said))
        rows.append(
            {"source": key, "title": title, "publisher": publisher, "date": date, "url": url,
             "kind": kind, "note": note}
        )  # fmt: skip
    for key, (title, publisher, date, url, kind, note) in _OTHER.items():
        rows.append(
            {"source": key, "title": title, "publisher": publisher, "date": date, "url": url,
             "kind": kind, "note": note}
        )  # fmt: skip
    return rows


def source_of(url: str) -> str:
    """Key of the source with an address.

    Parameters
    ----------
    url : str
        Address of a page.

    Returns
    -------
    str
        The key.

    Raises
    ------
    KeyError
        If no source has the address.
    """
    for key, row in _PAGES.items():
        if row[3] and row[3] == url:
            return key
    message = f"no source has the address {url}"
    raise KeyError(message)
