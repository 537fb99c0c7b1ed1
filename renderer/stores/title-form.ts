// Corrects a title: the form under the open record, its changed fields, and the correction that may be undone. Only changed fields are sent, so that
// another desk's edit of another field stands.

import type { StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput } from '../../shared/bridge/contract.ts';
import type { TitleView } from '../../shared/views/title.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { faultOf } from '../bridge/fault-of.ts';
import type { Tone } from './work/tone-of.ts';

/** Texts of the form; numbers are separated by commas. */
export type TitleTexts = Readonly<Record<'title' | 'author' | 'published' | 'isbns', string>>;

/** The name of the field that takes a scan of the number on a book. */
export const ISBN_FIELD = 'title-isbns';

type TitleForm = {
  readonly titleId: string;
  readonly texts: TitleTexts;
  readonly before: TitleTexts;
  readonly isBusy: boolean;
  readonly error: BridgeError | null;
};

type Said = Omit<MethodInput<'title.edit'>, 'titleId'>;

/** A correction: the fields before it, and after it. */
type Correction = { readonly titleId: string; readonly was: Said; readonly is: Said };

/** The result of the last correction. `changed`: none of its fields holds any more the value that it wrote. */
type Saved = {
  readonly correction: Correction;
  readonly state: 'saved' | 'undone' | 'changed';
  readonly isBusy: boolean;
};

export type TitleEditState = { readonly edit: TitleForm | null; readonly saved: Saved | null };
export const NO_EDIT: TitleEditState = { edit: null, saved: null };

export type TitleEditing = {
  readonly beginEdit: () => void;
  readonly changeEdit: (change: Partial<TitleTexts>) => void;
  /** A number that was scanned into its field. */
  readonly addIsbn: (isbn: string) => void;
  readonly saveEdit: () => Promise<void>;
  readonly cancelEdit: () => void;
  /** Restores the earlier values, unless another person has written since. */
  readonly undoEdit: () => Promise<void>;
};

type Parts = { readonly link: DeskLink; readonly play: (tone: Tone) => void };
type State = TitleEditState & { readonly open: TitleView | null; readonly error: BridgeError | null };

/** Whether anything in the form is new, and it has a title. */
export function faultIn({ texts, before }: TitleForm): 'title' | 'nothing' | null {
  if (texts.title.trim() === '') return 'title';
  return Object.keys(saidIn(texts, before)).length === 0 ? 'nothing' : null;
}

export function titleEditing<S extends State>(
  { link, play }: Parts,
  store: Pick<StoreApi<S>, 'getState'> & { readonly setState: (change: Partial<State>) => void },
  refresh: () => Promise<void>,
): TitleEditing {
  const changeForm = (change: Partial<TitleForm>): void => {
    const { edit } = store.getState();
    if (edit !== null) store.setState({ edit: { ...edit, ...change } });
  };
  const changeTexts = (change: Partial<TitleTexts>): void => {
    const { edit } = store.getState();
    if (edit !== null) changeForm({ texts: { ...edit.texts, ...change }, error: null });
  };
  return {
    beginEdit() {
      const { open } = store.getState();
      if (open === null) return;
      const before = textsOf(open);
      const edit = { titleId: open.titleId, texts: before, before, isBusy: false, error: null };
      store.setState({ edit, saved: null, error: null });
    },
    changeEdit: changeTexts,
    addIsbn(isbn) {
      const { edit } = store.getState();
      if (edit !== null) changeTexts({ isbns: [...numbersIn(edit.texts.isbns), isbn].join(', ') });
    },
    async saveEdit() {
      const { edit, open } = store.getState();
      if (edit === null || open?.titleId !== edit.titleId || edit.isBusy || faultIn(edit) !== null) return;
      const { titleId } = edit;
      const said = saidIn(edit.texts, edit.before);
      changeForm({ isBusy: true, error: null });
      const was = pick(open, said);
      const answer = await link.act('title.edit', { titleId, ...said });
      const fault = faultOf(answer);
      play(fault === null ? 'done' : 'refused');
      if (fault !== null) return changeForm({ isBusy: false, error: fault });
      const now = await link.ask('title.view', { titleId });
      const is = now.ok ? pick(now.value, said) : said;
      // It may have been closed while the desk answered.
      if (store.getState().edit?.titleId === titleId)
        store.setState({ edit: null, saved: { correction: { titleId, was, is }, state: 'saved', isBusy: false } });
      await refresh();
    },
    cancelEdit: () => store.setState({ edit: null, error: null }),
    async undoEdit() {
      const { saved } = store.getState();
      if (saved === null || saved.state !== 'saved' || saved.isBusy) return;
      const { titleId, was, is } = saved.correction;
      store.setState({ saved: { ...saved, isBusy: true }, error: null });
      const settle = (state: Saved['state'], error: BridgeError | null = null): void => {
        if (store.getState().saved?.correction === saved.correction)
          store.setState({ saved: { ...saved, state, isBusy: false }, error });
        play(state === 'undone' ? 'done' : 'refused');
      };
      const now = await link.ask('title.view', { titleId });
      if (!now.ok) return settle('saved', now.error);
      const back = pick(was, standing(is, now.value));
      if (Object.keys(back).length === 0) settle('changed');
      else {
        const fault = faultOf(await link.act('title.edit', { titleId, ...back }));
        settle(fault === null ? 'undone' : 'saved', fault);
      }
      await refresh();
    },
  };
}

function textsOf({ title, author, published, isbns }: TitleView): TitleTexts {
  return { title, author: author ?? '', published: published ?? '', isbns: isbns.join(', ') };
}

/** New values among the texts. */
function saidIn(texts: TitleTexts, before: TitleTexts): Said {
  const isNew = (field: keyof TitleTexts): boolean => texts[field].trim() !== before[field].trim();
  return {
    ...(isNew('title') ? { title: texts.title.trim() } : {}),
    ...(isNew('author') ? { author: texts.author.trim() || null } : {}),
    ...(isNew('published') ? { published: texts.published.trim() || null } : {}),
    ...(isNew('isbns') ? { isbns: numbersIn(texts.isbns) } : {}),
  };
}

function numbersIn(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter(Boolean);
}

type Words = Required<Said>;

/** Those of the fields that are written, as they stand in another. */
function pick(from: Said | Words, { title, author, published, isbns }: Said): Said {
  return {
    ...(title === undefined ? {} : { title: from.title }),
    ...(author === undefined ? {} : { author: from.author }),
    ...(published === undefined ? {} : { published: from.published }),
    ...(isbns === undefined ? {} : { isbns: from.isbns }),
  };
}

/** Fields that still have these values. */
function standing(said: Said, now: TitleView): Said {
  const stands = (field: keyof Said): boolean => JSON.stringify(said[field]) === JSON.stringify(now[field]);
  return {
    ...(stands('title') ? { title: said.title } : {}),
    ...(stands('author') ? { author: said.author } : {}),
    ...(stands('published') ? { published: said.published } : {}),
    ...(stands('isbns') ? { isbns: said.isbns } : {}),
  };
}
