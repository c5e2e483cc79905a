import * as functions from '../functions.js';
import { shown } from './shown.js';

/** What WPS offers to an add-in of its table application. */
interface WpsHost {
  AddCustomFunction?: (namespace: string, name: string, call: (...args: readonly unknown[]) => unknown) => void;
}
declare const wps: WpsHost;

/** The namespace of the functions; `manifest.xml` of the add-in names the same. */
const NAMESPACE = 'JIANTUI';

// Older versions of WPS have add-ins without custom functions; there the add-in loads and adds none.
if (typeof wps !== 'undefined' && wps.AddCustomFunction !== undefined) {
  for (const [name, call] of Object.entries(functions) as [string, (...args: readonly unknown[]) => unknown][]) {
    wps.AddCustomFunction(NAMESPACE, name, (...args) => shown(call(...args.slice(0, call.length))));
  }
}
