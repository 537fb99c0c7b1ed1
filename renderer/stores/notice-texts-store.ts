// The words of notices: as the server has them, tried on a patron, and set. Nothing is set before the person gave their PIN.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BridgeError, MethodInput, MethodOutput } from '../../shared/bridge/contract.ts';
import type { DeskLink } from '../bridge/desk-link.ts';
import { onOtherPerson } from '../bridge/other-person.ts';

export type NoticeTexts = MethodOutput<'notice.texts'>;
export type NoticeText = NoticeTexts['texts'][number];
export type NoticeWords = Pick<NoticeText, 'subject' | 'text'>;

/** Words as they are typed. `over`: those that were set when they were begun; where others are set by now, another person did. */
export type NoticeDraft = { readonly over: NoticeWords; readonly words: NoticeWords };

export type NoticeTextsState = {
  readonly view: Pick<NoticeTexts, 'isOn' | 'texts'> | null;
  /** Of the words that were tried last, or that were to be set. */
  readonly fault: { readonly of: 'preview' | 'words'; readonly fault: NonNullable<NoticeTexts['fault']> } | null;
  readonly preview: NoticeTexts['preview'];
  /** The words that the preview shows. */
  readonly tried: NoticeWords | null;
  /** The notice that is looked at, in which language (null = the page's), and for whom. */
  readonly shown: {
    readonly name: NoticeText['name'];
    readonly language: NoticeText['language'] | null;
    readonly patron: string;
  };
  readonly isBusy: boolean;
  readonly isSaved: boolean;
  /** Words that are typed and not set, by `draftKey`; they stay while the person looks elsewhere. */
  readonly drafts: Readonly<Record<string, NoticeDraft>>;
  /** Of the preview, or of the words. */
  readonly error: { readonly of: 'preview' | 'words'; readonly error: BridgeError } | null;
};

export type NoticeTextsStore = {
  readonly store: StoreApi<NoticeTextsState>;
  readonly begin: () => Promise<void>;
  /** How words look for a patron, set or not. */
  readonly tryWords: (asked: MethodInput<'notice.tryText'>) => Promise<void>;
  /** True where they are set. */
  readonly save: (change: MethodInput<'notice.changeText'>) => Promise<boolean>;
  /** Clears what was said about other words. */
  readonly quiet: () => void;
  /** Looks at another notice, in another language, or for another patron. */
  readonly look: (shown: Partial<NoticeTextsState['shown']>) => void;
  /** Keeps words as a draft; null, or the words that are set = there is none. */
  readonly draft: (set: NoticeText, words: NoticeWords | null) => void;
};

/** The key of a draft. */
export const draftKey = ({ language, name }: Pick<NoticeText, 'language' | 'name'>): string => `${language} ${name}`;

/** Whether words are the same. */
export function isSameWords(one: NoticeWords, other: NoticeWords): boolean {
  return one.subject === other.subject && one.text === other.text;
}

const NOTHING: NoticeTextsState = {
  view: null,
  fault: null,
  preview: null,
  tried: null,
  shown: { name: 'courtesy', language: null, patron: '' },
  isBusy: false,
  isSaved: false,
  drafts: {},
  error: null,
};

/** Another person set others meanwhile: these are shown beside the typed ones, so that unseen words are not overwritten. */
const SET_MEANWHILE = 'HF-RULES-009';

export function createNoticeTexts(link: DeskLink): NoticeTextsStore {
  const store = createStore<NoticeTextsState>(() => NOTHING);
  onOtherPerson(link, () => store.setState(NOTHING));
  const read = async (): Promise<void> => {
    const answer = await link.ask('notice.texts', {});
    if (answer.ok) store.setState({ view: answer.value });
    else store.setState({ error: { of: 'words', error: answer.error } });
  };
  const isFree = (): boolean => {
    if (store.getState().isBusy) return false;
    store.setState({ isBusy: true, isSaved: false, fault: null, error: null });
    return true;
  };
  return {
    store,
    async begin() {
      store.setState(({ drafts, shown }) => ({ ...NOTHING, drafts, shown }));
      await read();
    },
    async tryWords(asked) {
      if (!isFree()) return;
      const answer = await link.ask('notice.tryText', asked);
      if (!answer.ok)
        return store.setState({ isBusy: false, preview: null, error: { of: 'preview', error: answer.error } });
      const { fault, preview, ...view } = answer.value;
      store.setState({
        isBusy: false,
        fault: fault === null ? null : { of: 'preview', fault },
        preview,
        tried: asked.words,
        view,
      });
    },
    async save(change) {
      if (!isFree()) return false;
      const key = draftKey(change);
      const sent = store.getState().drafts[key];
      const answer = await link.act('notice.changeText', change);
      if (!answer.ok) {
        store.setState({ isBusy: false, error: { of: 'words', error: answer.error } });
        if (answer.error.code === SET_MEANWHILE) await read();
        return false;
      }
      const { fault, preview: _, ...view } = answer.value;
      store.setState({
        isBusy: false,
        isSaved: fault === null,
        fault: fault === null ? null : { of: 'words', fault },
        view,
      });
      // Words that were typed while these were set are a draft still.
      if (fault === null && store.getState().drafts[key] === sent)
        store.setState(({ drafts: { [key]: _sent, ...others } }) => ({ drafts: others }));
      return fault === null;
    },
    look: (more) => store.setState(({ shown }) => ({ shown: { ...shown, ...more } })),
    quiet: () => store.setState({ isSaved: false, fault: null, error: null }),
    draft: (set, words) =>
      store.setState(({ drafts }) => {
        const { [draftKey(set)]: before, ...others } = drafts;
        if (words === null || isSameWords(words, set)) return { drafts: others };
        const { subject, text } = before?.over ?? set;
        return { drafts: { ...others, [draftKey(set)]: { over: { subject, text }, words } } };
      }),
  };
}
