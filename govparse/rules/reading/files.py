"""The rules of reading a file: what of it was not read, or was read from doubtful text."""

from govparse.rules.rule import Rule, Words

FILES: dict[str, Rule] = {
    "text-too-long": Rule(
        "error",
        "文本过长，第 {number} 行以后没有读取",
        "the text is too long; nothing after line {number} was read",
        what=Words(
            zh=(
                "文件的单元格超过上限（400,000 个，可用 --limit cells=N 放宽），某一行以后的内容没有读取。此前的"
                "内容照常读取，此后的各行、各表为缺失。一份报告通常只有几百个单元格。"
            ),
            en=(
                "A file has more cells than the limit of 400,000 (--limit cells=N raises it), and nothing after a "
                "certain line was read. What stands before it is read as usual, rows and tables behind it are "
                "absent. A report has some hundred cells."
            ),
        ),
        why=Words(
            zh=(
                "文件很可能不是一份报告，而是许多文件连在一起，或者夹有大量无关的数据；上限用来限制内存。请把报告"
                "单独存为一个文件。"
            ),
            en=(
                "The file is probably not a report but many files in one, or holds masses of other data; the "
                "limit bounds the memory that is used. Save the report as a file of its own."
            ),
        ),
        example=Words(
            zh="一个文本文件中，报告之后接着五十万行名录，上限之后的内容没有读取。",
            en=(
                "In one text file half a million lines of a register follow the report; what lies beyond the "
                "limit was not read."
            ),
        ),
    ),
    "line-too-long": Rule(
        "warning",
        "第 {number} 行分隔符过多，不作为表读取",
        "line {number} has too many separators to be a row of a table; it was not read as one",
        what=Words(
            zh=(
                "文本的一行有 5,000 个以上的分隔符（竖线或者制表符）。该行作文字处理，不拆成单元格；其余各行照常"
                "读取。最多逐行列出 20 行。"
            ),
            en=(
                "A line of the text has more than 5,000 separators (pipes or tabs). It is kept as prose and not "
                "cut into cells; all other lines are read as usual. At most 20 such lines are named."
            ),
        ),
        why=Words(
            zh=(
                "表式最宽的一行只有 15 列，这样的行不会是表中的一行，多半是网页转换时留下的残迹。如果数据确在其中，"
                "请换用网页或者 Word 原件。"
            ),
            en=(
                "The widest row of the form has 15 columns; a line like this is no row of it but mostly left over "
                "from converting a page. Should there be data in it, give the page or Word file instead."
            ),
        ),
        example=Words(
            zh="报告之后有一行由 6,000 个“0 |”组成。",
            en="Behind the report stands a line of 6,000 times 0 |.",
        ),
    ),
    "tracked-changes": Rule(
        "warning",
        "文件中有修订标记（{count} 处），按修订后的文字读取",
        "the file holds tracked changes ({count}); the final text was read",
        what=Words(
            zh=(
                "Word 文件中有修订标记（插入、删除、移动，包括单元格的增删与合并），或者网页中有标为删除的文字。"
                "按修订后的文字读取：插入的计入，删除的不计。消息给出标记的处数。校验所得的差错一律降为存疑。"
            ),
            en=(
                "A Word file holds tracked changes (insertions, deletions, moves, also of cells), or a page holds "
                "text marked as deleted. The final text is read: insertions count, deletions do not. The message "
                "gives their number. Errors found by checks are lowered to warnings."
            ),
        ),
        why=Words(
            zh=(
                "公布的稿子不应带修订标记；修订后的文字是否就是定稿，文件没有说。填报单位应接受或者拒绝全部修订，"
                "另存后再校验和发布。"
            ),
            en=(
                "A published file should hold no tracked changes, and whether the changed text is the final one "
                "the file does not say. The office should accept or reject all of them, save, and check again "
                "before it publishes."
            ),
        ),
        example=Words(
            zh="一格中“163”标为删除、“165”标为插入：读作 165，并报有 2 处修订。",
            en="In a cell 163 is marked as deleted and 165 as inserted. It is read as 165, with 2 changes counted.",
        ),
    ),
    "pages-scanned": Rule(
        "error",
        "第 {pages} 页是扫描图片，没有文字，未读取",
        "pages {pages} are scanned pictures without text; they were not read",
        what=Words(
            zh=(
                "PDF 的若干页几乎全是图片，没有文字层。列出页码，这些页没有读取，其上的表为缺失；其余各页照常读取。"
                "全部是扫描页的文件不予读取，另报错误。"
            ),
            en=(
                "Pages of a PDF are pictures for the most part, without a layer of text. They are named and not "
                "read, and tables on them are absent; the other pages are read as usual. A file of nothing but "
                "scans is refused."
            ),
        ),
        why=Words(
            zh=(
                "打印盖章后扫描的文件只有图像。填报单位应由原 Word 文件直接生成 PDF；使用者可先作文字识别（OCR），"
                "再人工核对。"
            ),
            en=(
                "A file that was printed, sealed and scanned holds pictures only. The office should make the PDF "
                "from its Word file; a reader of the report may recognise the text (OCR) and check it by hand."
            ),
        ),
        example=Words(
            zh="PDF 的第 2、4、6 页为扫描的表格：这三页未读取，三张表报为图片。",
            en=(
                "Pages 2, 4 and 6 of a PDF are scanned tables. They are not read, and the three tables are said "
                "to be pictures."
            ),
        ),
    ),
    "text-recognised": Rule(
        "warning",
        "文字是对扫描图片识别（OCR）的结果，可能有误",
        "the text is what character recognition (OCR) made of scanned pictures; it may be wrong",
        what=Words(
            zh=(
                "PDF 至少有一页的文字不是印上去的，而是隐藏在页面图片之下、由文字识别（OCR）得来的。照这些文字读"
                "取；校验所得的差错一律降为存疑。"
            ),
            en=(
                "On at least one page of a PDF the text is not printed but lies hidden with a picture of the "
                "page: it was recognised (OCR). It is read; errors found by checks are lowered to warnings."
            ),
        ),
        why=Words(
            zh="识别会把 0 认作 6、把 1 漏掉，也会丢掉小数点，而看起来仍是一个数。用这样的数之前应对照页面图像。",
            en=(
                "Recognition takes a 0 for a 6, leaves out a 1 or loses a decimal point, and what comes out still "
                "looks like a number. Compare with the picture of the page before you use it."
            ),
        ),
        example=Words(
            zh="扫描件经软件识别后另存的 PDF，可以选中文字，但页面显示的是图片。",
            en=(
                "A scan that a program has recognised and saved: its text can be selected, but what the page "
                "shows is a picture."
            ),
        ),
    ),
    "text-cut": Rule(
        "warning",
        "文件末尾的字符不完整",
        "the last character of the file is incomplete",
        what=Words(
            zh="文本或者网页文件的最后一个字符只有一部分字节。读到它之前为止。Word、PDF 等文件不在此列。",
            en=(
                "The last character of a text or page has only part of its bytes. The file is read up to it. Word "
                "files, PDFs and the like are not meant."
            ),
        ),
        why=Words(
            zh=(
                "文件在下载、抓取或者按字节截取时断开，其后可能还有内容。表格断在中间的，另有“text-ends”“r"
                "ows-missing”“table-missing”。请重新取得完整的文件。"
            ),
            en=(
                "A download, a crawl or a cut by bytes broke off there, and more may have followed. Where that is "
                "inside a table, text-ends, rows-missing and table-missing say so. Get the whole file."
            ),
        ),
        example=Words(
            zh="UTF-8 文件以一个汉字的前两个字节结束。",
            en="A file in UTF-8 ends with two of the three bytes of a character.",
        ),
    ),
    "text-damaged": Rule(
        "warning",
        "文件编码有损坏，个别字符无法还原",
        "the encoding of the file is damaged, some characters are lost",
        what=Words(
            zh=(
                "UTF-8 的文本或者网页中有少量无效字节。每处以替代字符（U+FFFD）显示，其余照常读取；校验所得的差错"
                "一律降为存疑。无效字节多的，以及 GB18030 文件有无效字节的，不予读取。"
            ),
            en=(
                "A text or page in UTF-8 holds a few invalid bytes. A replacement character (U+FFFD) stands in "
                "the place of each, and the rest is read; errors found by checks are lowered to warnings. With "
                "many of them, or in GB18030, the file is refused."
            ),
        ),
        why=Words(
            zh="转码或者传输损坏了个别字符，损坏的可能是行名，也可能是数字。请重新取得文件，或者另存为 UTF-8。",
            en=(
                "A conversion or transfer has destroyed single characters, which may be of a label or of a "
                "number. Get the file again, or save it anew in UTF-8."
            ),
        ),
        example=Words(
            zh="正文中有一个汉字的字节被改动，显示为“\ufffd”。",
            en="The bytes of one character were changed; it is shown as \ufffd.",
        ),
    ),
}
