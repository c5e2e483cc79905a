"""The worksheet functions of jiantui in LibreOffice Calc: each call goes as a line of JSON to a Node.js child and back."""

import json
import os
import shutil
import subprocess

import uno
import unohelper
from com.sun.star.lang import XLocalizable, XServiceInfo, XServiceName
from com.sun.star.sheet import XAddIn
from org.jiantui.sheet import XJiantui

# In files a function is written as the name of the implementation, a dot, and the name of the method: JIANTUI.ELIGIBLE.
IMPLEMENTATION = "jiantui"
ADD_IN = "com.sun.star.sheet.AddIn"
PACKAGE = "org.jiantui.sheet"
PREFIX = "JIANTUI."
NO_NODE = "#VALUE! 找不到 Node.js（20 或更高版本）；请安装，或用环境变量 JIANTUI_NODE 指明位置 (Node.js 20 or later was not found: install it, or set JIANTUI_NODE)"
NO_ANSWER = "#VALUE! 函数进程没有应答 (the function process did not answer)"
NO_DATE_SYSTEM = "#VALUE! 不支持此文档的日期起点，请在 工具-选项-Calc-计算 中改为 1899-12-30 或 1904-01-01 (change the start date of this document)"


class Worker:
    """The child process. It is started with the first call and again after it has ended."""

    def __init__(self, script):
        self.script = script
        self.process = None
        self.calls = 0

    def start(self):
        node = os.environ.get("JIANTUI_NODE") or shutil.which("node")
        if node is None:
            return False
        hidden = {"creationflags": 0x08000000} if os.name == "nt" else {}
        self.process = subprocess.Popen(
            [node, self.script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", **hidden
        )
        return True

    def call(self, name, date_system, args):
        for _ in range(2):
            try:
                if (self.process is None or self.process.poll() is not None) and not self.start():
                    return NO_NODE
                self.calls += 1
                request = {"id": self.calls, "name": name, "dateSystem": date_system, "args": args}
                self.process.stdin.write(json.dumps(request, ensure_ascii=True) + "\n")
                self.process.stdin.flush()
                answer = json.loads(self.process.stdout.readline())
                if answer["id"] == self.calls:
                    return answer["value"]
            except (OSError, ValueError):
                pass
            self.stop()
        return NO_ANSWER

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


class Jiantui(unohelper.Base, XJiantui, XAddIn, XServiceName, XServiceInfo, XLocalizable):
    def __init__(self, context):
        provider = context.getValueByName("/singletons/com.sun.star.deployment.PackageInformationProvider")
        folder = uno.fileUrlToSystemPath(provider.getPackageLocation(PACKAGE))
        self.worker = Worker(os.path.join(folder, "worker.cjs"))
        with open(os.path.join(folder, "functions.json"), encoding="utf-8") as file:
            self.functions = {entry["name"].lower(): entry for entry in json.load(file)["functions"]}
        self.locale = uno.createUnoStruct("com.sun.star.lang.Locale")

    def ask(self, name, document, args):
        system = date_system(document)
        return NO_DATE_SYSTEM if system is None else self.worker.call(name, system, [plain(arg) for arg in args])

    def table(self, name, document, args):
        answer = self.ask(name, document, args)
        rows = answer if isinstance(answer, list) else [[answer]]
        return tuple(tuple(float(cell) if isinstance(cell, int) else cell for cell in row) for row in rows)

    def cell(self, name, document, args):
        answer = self.ask(name, document, args)
        return float(answer) if isinstance(answer, int) else answer

    def eligible(self, document, *args):
        return self.cell("eligible", document, args)

    def taper(self, document, *args):
        return self.cell("taper", document, args)

    def risk(self, document, *args):
        return self.cell("risk", document, args)

    def why(self, document, *args):
        return self.cell("why", document, args)

    def missing(self, document, *args):
        return self.cell("missing", document, args)

    def clause(self, document, *args):
        return self.cell("clause", document, args)

    def compare(self, document, *args):
        return self.table("compare", document, args)

    def evaluate(self, document, *args):
        return self.table("evaluate", document, args)

    # XAddIn: how the functions are called and described in the formula wizard.
    def getProgrammaticFuntionName(self, display):
        return display[len(PREFIX):].lower() if display.upper().startswith(PREFIX) else display.lower()

    def getDisplayFunctionName(self, name):
        return PREFIX + name.upper()

    def getFunctionDescription(self, name):
        return self.functions.get(name, {}).get("description", "")

    def parameter(self, name, index):
        # The first argument of a method is the document, which nobody types.
        parameters = self.functions.get(name, {}).get("parameters", [])
        return parameters[index - 1] if 0 < index <= len(parameters) else {}

    def getDisplayArgumentName(self, name, index):
        return self.parameter(name, index).get("name", "")

    def getArgumentDescription(self, name, index):
        return self.parameter(name, index).get("description", "")

    def getProgrammaticCategoryName(self, name):
        return "Add-In"

    def getDisplayCategoryName(self, name):
        return "Add-In"

    # XLocalizable, XServiceName, XServiceInfo.
    def setLocale(self, locale):
        self.locale = locale

    def getLocale(self):
        return self.locale

    def getServiceName(self):
        return IMPLEMENTATION

    def getImplementationName(self):
        return IMPLEMENTATION

    def supportsService(self, name):
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self):
        return (ADD_IN, IMPLEMENTATION)


def plain(value):
    """A cell or a range as JSON: rows of cells. What is left out or empty is null."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    return {"fault": "#VALUE!"}


def date_system(document):
    """The day from which the document counts its dates."""
    if document is None:
        return 1899
    start = document.getPropertyValue("NullDate")
    return {(1899, 12, 30): 1899, (1904, 1, 1): 1904}.get((start.Year, start.Month, start.Day))


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Jiantui, IMPLEMENTATION, (ADD_IN, IMPLEMENTATION))
