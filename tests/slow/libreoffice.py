"""Drives LibreOffice for the slow suite: one JSON command a line on the standard input, one JSON answer a line on the output."""

import json
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table.CellContentType import EMPTY, FORMULA, TEXT, VALUE


def connect(soffice, arguments):
    """Starts the office without a window and waits until it answers."""
    pipe = "jiantui%d" % time.time_ns()
    process = subprocess.Popen([soffice, "--headless", "--norestore", "--nologo", "--accept=pipe,name=%s;urp" % pipe, *arguments])
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            return process, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            # A profile that is new makes the office start a second time.
            if process.poll() is not None:
                process = subprocess.Popen(process.args)
            time.sleep(0.2)
    raise RuntimeError("the office does not answer")


def property_value(name, value):
    item = PropertyValue()
    item.Name = name
    item.Value = value
    return item


def cell_value(cell):
    kind = cell.getType()
    if kind == EMPTY:
        return None
    if kind == VALUE:
        return cell.getValue()
    if kind == TEXT:
        return cell.getString()
    if cell.getError() != 0:
        return {"error": cell.getError(), "text": cell.getString()}
    return cell.getValue() if cell.FormulaResultType2 == 1 else cell.getString()


def main():
    soffice, arguments = sys.argv[1], sys.argv[2:]
    process, desktop = connect(soffice, arguments)
    documents = {}
    try:
        for line in sys.stdin:
            command = json.loads(line)
            document = documents.get(command.get("document"))
            name = command["do"]
            answer = None
            if name == "open":
                options = (property_value("Hidden", True),)
                documents[command["document"]] = desktop.loadComponentFromURL(uno.systemPathToFileUrl(command["path"]), "_blank", 0, options)
                documents[command["document"]].calculateAll()
            elif name == "new":
                documents[command["document"]] = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (property_value("Hidden", True),))
            elif name == "null-date":
                date = document.NullDate
                date.Year, date.Month, date.Day = command["date"]
                document.NullDate = date
            elif name == "value":
                answer = cell_value(document.Sheets.getByName(command["sheet"]).getCellByPosition(command["column"], command["row"]))
            elif name == "values":
                sheet = document.Sheets.getByName(command["sheet"])
                answer = [
                    [cell_value(sheet.getCellByPosition(command["column"] + column, command["row"] + row)) for column in range(command["columns"])]
                    for row in range(command["rows"])
                ]
            elif name == "formula":
                answer = document.Sheets.getByName(command["sheet"]).getCellByPosition(command["column"], command["row"]).getFormula()
            elif name == "set":
                cell = document.Sheets.getByName(command["sheet"]).getCellByPosition(command["column"], command["row"])
                value = command["value"]
                if isinstance(value, str) and value.startswith("="):
                    cell.setFormula(value)
                elif isinstance(value, str):
                    cell.setString(value)
                else:
                    cell.setValue(value)
            elif name == "array":
                left, top = command["column"], command["row"]
                cells = document.Sheets.getByName(command["sheet"]).getCellRangeByPosition(
                    left, top, left + command["columns"] - 1, top + command["rows"] - 1
                )
                cells.setArrayFormula(command["value"])
            elif name == "save":
                filters = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "pdf": "calc_pdf_Export"}
                options = (property_value("FilterName", filters[command["path"].rsplit(".", 1)[1]]),)
                document.storeToURL(uno.systemPathToFileUrl(command["path"]), options)
            elif name == "close":
                document.close(True)
            print(json.dumps({"answer": answer}), flush=True)
    finally:
        try:
            desktop.terminate()
        except Exception:
            pass
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


main()
