import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as functions from '../../src/worksheet/functions.js';
import { type ExcelMetadata, toIdl, toWpsMetadata } from '../../src/worksheet/hosts/metadata.js';
import { NAMES } from '../../src/worksheet/hosts/univer.js';
import { isCellError } from '../../src/worksheet/problem.js';
import { createWorksheet } from '../../src/worksheet/worksheet.js';
import { excelMetadata } from '../tools/spreadsheet/metadata.js';

type Call = (...args: readonly unknown[]) => unknown;
const calls = functions as unknown as Readonly<Record<string, Call>>;

let excel: ExcelMetadata;
beforeAll(async () => {
  excel = await excelMetadata();
});

/** An argument of the declared form that means something, by the name of its parameter. */
const ARGUMENTS: Readonly<Record<string, unknown>> = {
  jurisdiction: 'rongchang',
  programme: 'dibao',
  clause: 'rongchang/2-f',
  values: [['已脱贫', '2020-06-30']],
  headers: [['建档立卡状态', '评估基准日']],
  date: '2020-06-30',
  parameters: [['低保标准（月）', 450]],
  part: '',
  flag: '',
};

describe('the metadata of Excel', () => {
  it('names every function and no other', () =>
    expect(excel.functions.map(({ id }) => id).sort()).toEqual(Object.keys(calls).sort()));

  it('has as many parameters as the implementation takes', () => {
    for (const { id, parameters } of excel.functions) expect([id, parameters.length]).toEqual([id, calls[id]?.length]);
  });

  it('leaves out only what may be left out', () => {
    for (const { id, parameters } of excel.functions) {
      const required = parameters.filter((parameter) => parameter.optional !== true).map(({ name }) => ARGUMENTS[name]);
      const given = parameters.map(({ name }, index) =>
        index < required.length
          ? ARGUMENTS[name]
          : name === 'headers' && id !== 'CLAUSE'
            ? ARGUMENTS.headers
            : undefined,
      );
      expect([id, isCellError(calls[id]?.(...given))]).toEqual([id, false]);
      // Without one that is required there is an error, or for a programme that may stay blank none.
      if (id !== 'MISSING')
        expect([id, isCellError(calls[id]?.(...given.slice(0, Math.max(0, required.length - 1))))]).toEqual([id, true]);
    }
  });

  it('declares a matrix exactly where a range is taken or a table comes back', () => {
    for (const { id, parameters, result } of excel.functions) {
      const answer = calls[id]?.(
        ...parameters.map(({ name, dimensionality }) => {
          expect([name, dimensionality === 'matrix']).toEqual([name, Array.isArray(ARGUMENTS[name])]);
          return ARGUMENTS[name];
        }),
      );
      expect([id, Array.isArray(answer)]).toEqual([id, result.dimensionality === 'matrix']);
    }
  });

  it('hands on every argument, each in its place: a senseless one is an error about itself', () => {
    const senseless = (sound: unknown) => (Array.isArray(sound) ? [['不通', '不通']] : '不通');
    for (const { id, parameters } of excel.functions) {
      const given = parameters.map(({ name }) => ARGUMENTS[name]);
      expect([id, isCellError(calls[id]?.(...given))]).toEqual([id, false]);
      for (const [index, { name }] of parameters.entries()) {
        const answer = calls[id]?.(...given.map((sound, at) => (at === index ? senseless(sound) : sound)));
        expect([id, name, isCellError(answer) && answer.message]).toEqual([id, name, expect.stringContaining('不通')]);
      }
    }
  });

  it('describes everything in Chinese and in English', () => {
    for (const { description, parameters } of excel.functions) {
      for (const text of [description, ...parameters.map((parameter) => parameter.description)])
        expect(text).toMatch(/[\u4e00-\u9fff].*[A-Za-z]{3}/u);
    }
  });
});

describe('the metadata of WPS', () => {
  it('says the same in its own layout', () => {
    const wps = toWpsMetadata(excel);
    expect(wps.functions.map(({ name, parameters }) => [name, parameters.map((parameter) => parameter.name)])).toEqual(
      excel.functions.map(({ id, parameters }) => [id, parameters.map((parameter) => parameter.name)]),
    );
    expect(wps.functions.find(({ name }) => name === 'EVALUATE')).toMatchObject({
      parameters: [
        { type: 'any' },
        { type: 'any[][]' },
        { type: 'any[][]?' },
        { type: 'any?' },
        { type: 'any[][]?' },
        { type: 'any?' },
      ],
      result: { type: 'any[][]' },
    });
  });

  it('has no one-dimensional arrays, which WPS refuses', () => {
    for (const { parameters, result } of toWpsMetadata(excel).functions)
      for (const { type } of [...parameters, result]) expect(type).toMatch(/^any(\[\]\[\])?\??$/);
  });
});

describe('other hosts', () => {
  it('LibreOffice: the interface is made from the same metadata', () => {
    expect(readFileSync(new URL('../../src/worksheet/hosts/libreoffice/XJiantui.idl', import.meta.url), 'utf8')).toBe(
      toIdl(excel),
    );
  });
  it('LibreOffice: the add-in has a method for each function', () => {
    const python = readFileSync(
      new URL('../../src/worksheet/hosts/libreoffice/jiantui_addin.py', import.meta.url),
      'utf8',
    );
    for (const { id, result } of excel.functions) {
      expect(python).toContain(
        `def ${id.toLowerCase()}(self, document, *args):\n        return self.${result.dimensionality === 'matrix' ? 'table' : 'cell'}("${id.toLowerCase()}", document, args)`,
      );
    }
  });
  it('Univer: every function has its name', () => {
    expect(Object.keys(NAMES)).toEqual(excel.functions.map(({ id }) => `JIANTUI.${id}`));
    expect(Object.values(NAMES)).toEqual(Object.keys(createWorksheet()));
  });
});
