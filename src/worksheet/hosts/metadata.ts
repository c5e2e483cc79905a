/** The metadata of custom functions as Excel's generator writes it; the parts that other hosts' metadata are made from. */
export interface ExcelMetadata {
  readonly functions: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly parameters: readonly {
      readonly name: string;
      readonly description: string;
      readonly type: string;
      readonly dimensionality?: 'matrix' | 'scalar';
      readonly optional?: boolean;
    }[];
    readonly result: { readonly type?: string; readonly dimensionality?: 'matrix' | 'scalar' };
  }[];
}

/** The metadata of WPS: name, description and types as texts, `any[][]?` for a range that may be left out. */
export interface WpsMetadata {
  readonly functions: readonly {
    readonly name: string;
    readonly parameters: readonly { readonly name: string; readonly description: string; readonly type: string }[];
    readonly description: string;
    readonly result: { readonly type: string };
  }[];
}

/** WPS's metadata of the same functions, as the scanner of its own tools reads it off the same tags. */
export function toWpsMetadata(metadata: ExcelMetadata): WpsMetadata {
  const typeOf = (part: { readonly type?: string; readonly dimensionality?: string }) =>
    `${part.type ?? 'any'}${part.dimensionality === 'matrix' ? '[][]' : ''}`;
  return {
    functions: metadata.functions.map(({ id, description, parameters, result }) => ({
      name: id,
      parameters: parameters.map((parameter) => ({
        name: parameter.name,
        description: parameter.description,
        type: `${typeOf(parameter)}${parameter.optional === true ? '?' : ''}`,
      })),
      description,
      result: { type: typeOf(result) },
    })),
  };
}

/** The interface of the LibreOffice extension: a method for each function, the document before its arguments. */
export function toIdl(metadata: ExcelMetadata): string {
  const methods = metadata.functions.map(({ id, parameters, result }) => {
    const type = result.dimensionality === 'matrix' ? 'sequence< sequence< any > >' : 'any';
    return `    ${type} ${id.toLowerCase()}([in] com::sun::star::beans::XPropertySet document${parameters.map(({ name }) => `, [in] any ${name}`).join('')});`;
  });
  return `#include <com/sun/star/beans/XPropertySet.idl>
#include <com/sun/star/uno/XInterface.idl>

module org { module jiantui { module sheet {

interface XJiantui : com::sun::star::uno::XInterface
{
${methods.join('\n')}
};

}; }; };
`;
}

/** The functions of a Google Apps Script file. A name there cannot hold a dot. */
export function toAppsScript(metadata: ExcelMetadata): string {
  return metadata.functions
    .map(({ id, description, parameters }) => {
      const names = parameters.map(({ name }) => name);
      const doc = parameters.map(
        (parameter) =>
          ` * @param {${parameter.type}} ${parameter.optional === true ? `[${parameter.name}]` : parameter.name} ${parameter.description}`,
      );
      return `/**
 * ${description}
${doc.join('\n')}
 * @return {any}
 * @customfunction
 */
function JIANTUI_${id}(${names.join(', ')}) {
  return jiantuiAnswer_('${id}', [${names.join(', ')}]);
}`;
    })
    .join('\n\n');
}
