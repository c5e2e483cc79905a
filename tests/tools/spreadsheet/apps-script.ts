/** What stands behind the functions in the Google Apps Script file: dates as text in the sheet's own zone, errors thrown with their message. */
export const APPS_SCRIPT_HELPERS = `function jiantuiAnswer_(name, args) {
  var answer = jiantui[name].apply(null, args.map(jiantuiPlain_));
  if (jiantui.isCellError(answer)) throw new Error(answer.message);
  return answer;
}

function jiantuiPlain_(value) {
  if (Array.isArray(value)) return value.map(jiantuiPlain_);
  if (Object.prototype.toString.call(value) !== '[object Date]') return value;
  return Utilities.formatDate(value, SpreadsheetApp.getActive().getSpreadsheetTimeZone(), 'yyyy-MM-dd');
}
`;
