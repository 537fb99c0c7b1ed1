// The pages of a PDF, written from top to bottom: texts in lines, rules and filled squares, and a new page where one is full. A year has hundreds of
// thousands of cells, so each is measured and drawn once, and not kept. Only this file uses pdfkit.

import PDFDocument from 'pdfkit';
import fonts from 'pdfmake/build/vfs_fonts.js';

/** At the sides of every page. */
export const MARGIN = 48;
/** Room for the header and footer of every page. */
const TOP = 64;
const BOTTOM = 56;
const LINE_HEIGHT = 1.15;
/** Words come again and again; so many are measured once. */
const MOST_MEASURED = 200_000;

const FACES = { plain: 'Roboto-Regular.ttf', bold: 'Roboto-Medium.ttf', italics: 'Roboto-Italic.ttf' } as const;

/** How a text looks. */
export type Look = { readonly face: keyof typeof FACES; readonly size: number; readonly color: string };

/** The width of a text in points. */
export type MeasureText = (text: string, look: Pick<Look, 'face' | 'size'>) => number;

export type Paper = { readonly size: string; readonly lies: boolean };
export type PdfInfo = {
  readonly title: string;
  readonly author: string;
  readonly madeAt: Date;
  readonly language: string;
};

export type Sheet = {
  /** Where the next thing begins, from the top of the page. */
  y: number;
  /** Between the margins. */
  readonly width: number;
  readonly pageHeight: number;
  /** A new page where there is no room for so much more on this one. Returns whether there is one. */
  readonly need: (height: number) => boolean;
  /** Room left on the page. */
  readonly left: () => number;
  readonly isAtTop: () => boolean;
  readonly newPage: () => void;
  readonly lineHeight: (look: Look) => number;
  readonly widthOf: MeasureText;
  /** A text in lines that have room in a width; a word that has none is broken. */
  readonly wrap: (text: string, width: number, look: Look) => readonly string[];
  /** Draws lines from a place downwards. */
  readonly draw: (lines: readonly string[], at: TextPlace, look: Look) => void;
  readonly rule: (from: Place, length: number, pen: { readonly width: number; readonly color: string }) => void;
  readonly square: (at: Place, size: Extent, fill: { readonly color: string; readonly opacity: number }) => void;
  /** Ends it: `decorate` draws the header and footer of each page. */
  readonly end: (decorate: (page: number, pages: number) => void) => Promise<Uint8Array>;
};

type Place = { readonly x: number; readonly y: number };
type Extent = { readonly width: number; readonly height: number };
/** `width`: the room of a text that is aligned to the end or the middle. */
export type TextPlace = Place & { readonly width?: number; readonly align?: 'left' | 'right' | 'center' };

/** A file that has no page yet: its fonts measure texts, and the measured widths choose the paper of the first page. */
export function openPdf(info: PdfInfo): { readonly widthOf: MeasureText; readonly begin: (paper: Paper) => Sheet } {
  const file = openFile(info);
  const pen = penOf(file.doc);
  return { widthOf: pen.widthOf, begin: (paper) => beginSheet(file, pen, paper) };
}

function beginSheet({ doc, end }: PdfFile, pen: Pen, { size, lies }: Paper): Sheet {
  const page = { size, layout: lies ? 'landscape' : 'portrait', margin: 0 } as const;
  doc.addPage(page);
  pen.forget();
  const { width: pageWidth, height: pageHeight } = doc.page;
  const sheet: Sheet = {
    y: TOP,
    width: pageWidth - 2 * MARGIN,
    pageHeight,
    need: (height) => {
      if (sheet.y === TOP || sheet.y + height <= pageHeight - BOTTOM) return false;
      sheet.newPage();
      return true;
    },
    left: () => pageHeight - BOTTOM - sheet.y,
    isAtTop: () => sheet.y === TOP,
    newPage: () => {
      doc.addPage(page);
      pen.forget();
      sheet.y = TOP;
    },
    lineHeight: pen.lineHeight,
    widthOf: pen.widthOf,
    wrap: (text, width, look) => wrapText(written(text), width, (part) => pen.widthOf(part, look)),
    draw: pen.draw,
    rule: pen.rule,
    square: pen.square,
    end: async (decorate) => {
      const { start, count } = doc.bufferedPageRange();
      for (let n = 0; n < count; n += 1) {
        doc.switchToPage(start + n);
        pen.forget();
        decorate(n + 1, count);
      }
      return end();
    },
  };
  return sheet;
}

type PdfFile = { readonly doc: PDFKit.PDFDocument; readonly end: () => Promise<Uint8Array> };

function openFile({ title, author, madeAt, language }: PdfInfo): PdfFile {
  const doc = new PDFDocument({
    autoFirstPage: false,
    // The fonts that every reader has are read from files beside the program, which a package has not.
    font: '',
    bufferPages: true,
    lang: language,
    info: { Title: title, Author: author, Creator: 'Holdfast', CreationDate: madeAt },
  });
  const parts: Uint8Array[] = [];
  doc.on('data', (part: Uint8Array) => parts.push(part));
  const ended = new Promise<void>((resolve) => doc.on('end', resolve));
  for (const [face, file] of Object.entries(FACES)) {
    doc.registerFont(face, Buffer.from(parseFonts(fonts)[file] ?? '', 'base64'));
  }
  return {
    doc,
    end: async () => {
      doc.end();
      await ended;
      return new Uint8Array(Buffer.concat(parts));
    },
  };
}

type Pen = Pick<Sheet, 'lineHeight' | 'widthOf' | 'draw' | 'rule' | 'square'> & {
  /** Forgets font and color: a new page starts without those chosen on this one. */
  readonly forget: () => void;
};

/** Draws on the open page; an already chosen font or color is not chosen again. */
function penOf(doc: PDFKit.PDFDocument): Pen {
  const measured = {
    plain: new Map<string, number>(),
    bold: new Map<string, number>(),
    italics: new Map<string, number>(),
  };
  let [face, color, ruled]: [string, string, string] = ['', '', ''];
  let fontSize = 0;
  const choose = (look: Pick<Look, 'face' | 'size'>): void => {
    if (look.face !== face) doc.font((face = look.face));
    if (look.size !== fontSize) doc.fontSize((fontSize = look.size));
  };
  const widthOf: MeasureText = (text, look) => {
    const known = measured[look.face];
    const before = known.get(text);
    if (before !== undefined) return before * look.size;
    choose(look);
    const width = doc.widthOfString(text) / look.size;
    if (known.size >= MOST_MEASURED) known.clear();
    known.set(text, width);
    return width * look.size;
  };
  const lineHeight = (look: Look): number => {
    choose(look);
    return doc.currentLineHeight() * LINE_HEIGHT;
  };
  return {
    widthOf,
    lineHeight,
    forget: () => {
      [face, color, ruled, fontSize] = ['', '', '', 0];
    },
    draw: (lines, { x, y, width, align = 'left' }, look) => {
      choose(look);
      if (color !== look.color) doc.fillColor((color = look.color));
      const step = lines.length > 1 ? lineHeight(look) : 0;
      for (const [n, line] of lines.entries()) {
        if (line === '') continue;
        const rest = align === 'left' || width === undefined ? 0 : width - widthOf(line, look);
        doc.text(line, x + (align === 'center' ? rest / 2 : rest), y + n * step, { lineBreak: false });
      }
    },
    rule: ({ x, y }, length, pen) => {
      const wanted = `${pen.width} ${pen.color}`;
      if (ruled !== wanted) doc.lineWidth(pen.width).strokeColor(pen.color);
      ruled = wanted;
      doc
        .moveTo(x, y)
        .lineTo(x + length, y)
        .stroke();
    },
    square: ({ x, y }, { width, height }, fill) => {
      doc.save().fillColor(fill.color, fill.opacity).rect(x, y, width, height).fill().restore();
      color = '';
    },
  };
}

/** They come as the text of files by name. */
const parseFonts = (files: unknown) => files as Readonly<Record<string, string>>;

/** Fonts have no signs for tabs and ends of lines. */
function written(text: string): string {
  return /[\t\r]/.test(text) ? text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ') : text;
}

function wrapText(text: string, width: number, widthOf: (part: string) => number): readonly string[] {
  if (!text.includes('\n') && widthOf(text) <= width) return [text];
  return text.split('\n').flatMap((part) => {
    const lines: string[] = [];
    let line = '';
    for (const word of part.match(/\S+\s*|\s+/g) ?? []) {
      if (widthOf((line + word).trimEnd()) <= width) {
        line += word;
        continue;
      }
      if (line !== '') lines.push(line.trimEnd());
      const pieces = brokenInto(word, width, widthOf);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1) ?? '';
    }
    return [...lines, line.trimEnd()];
  });
}

/** A word in pieces that have room; most are one. */
function brokenInto(word: string, width: number, widthOf: (part: string) => number): string[] {
  if (widthOf(word.trimEnd()) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && widthOf((piece + letter).trimEnd()) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}
