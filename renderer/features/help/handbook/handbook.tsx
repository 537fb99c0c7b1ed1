// The handbook at the desk: the page for the screen in front, at its heading. Loaded when help is opened for the first time.

import { Fragment, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isMac } from '../../../keys/key-name.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { actionOfUsual, sayKey } from '../../../text/key-marks.ts';
import { DeskButton } from '../../../ui/desk-button.tsx';
import { ScrollPlace } from '../../../ui/scroll-place.tsx';
import { useLanguage } from '../../../ui/use-moments.ts';
import type { HelpPlace } from '../handbook-places.ts';
import styles from './handbook.module.css';
import { PAGE_IDS, readPage, type Block, type Inline, type Place, type PageId } from './read-page.ts';
import type { Language } from '../../../../shared/core/language.ts';
import enIt from '../../../../docs/handbook/en/it.md?raw';
import enStaff from '../../../../docs/handbook/en/staff.md?raw';
import enStudents from '../../../../docs/handbook/en/students.md?raw';
import enSupervisors from '../../../../docs/handbook/en/supervisors.md?raw';
import esIt from '../../../../docs/handbook/es/it.md?raw';
import esStaff from '../../../../docs/handbook/es/staff.md?raw';
import esStudents from '../../../../docs/handbook/es/students.md?raw';
import esSupervisors from '../../../../docs/handbook/es/supervisors.md?raw';

/** The texts of the handbook, as they lie in docs/handbook. They come with the page, so that they are there without a line. */
const PAGES: Readonly<Record<Language, Readonly<Record<PageId, string>>>> = {
  en: { students: enStudents, staff: enStaff, supervisors: enSupervisors, it: enIt },
  es: { students: esStudents, staff: esStaff, supervisors: esSupervisors, it: esIt },
};

type GoTo = (place: Place) => void;

export function Handbook({ place }: { readonly place: HelpPlace }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [at, setAt] = useState<Place>({ page: place.page, anchor: place.anchor[language] });
  const blocks = useMemo(() => readPage(at.page, PAGES[language][at.page]), [at.page, language]);
  return (
    <section className={styles.book} aria-label={t('help.handbook')}>
      <nav className={styles.pages} aria-label={t('help.pages')}>
        {PAGE_IDS.map((page) => (
          <button
            key={page}
            type="button"
            className={styles.tab}
            aria-current={page === at.page ? 'page' : undefined}
            onClick={() => setAt({ page, anchor: '' })}
          >
            {t(`helpPage.${page}`)}
          </button>
        ))}
      </nav>
      <ScrollPlace label={t(`helpPage.${at.page}`)} className={styles.place}>
        {blocks.map((block, index) => (
          <BlockView key={`${at.page}-${index}`} block={block} at={at} goTo={setAt} />
        ))}
      </ScrollPlace>
    </section>
  );
}

type BlockProps = { readonly block: Block; readonly at: Place; readonly goTo: GoTo };

function BlockView({ block, at, goTo }: BlockProps) {
  switch (block.kind) {
    case 'heading':
      return (
        <Heading {...block} isHere={at.anchor === block.anchor || (at.anchor === '' && block.level === 1)} at={at} />
      );
    case 'paragraph':
      return (
        <p className={styles.text}>
          <Words words={block.words} goTo={goTo} />
        </p>
      );
    case 'list': {
      const List = block.isOrdered ? 'ol' : 'ul';
      return (
        <List className={block.isOrdered ? styles.steps : styles.points}>
          {block.items.map((item, index) => (
            <li key={index}>
              {item.map((part, place) => (
                <BlockView key={place} block={part} at={at} goTo={goTo} />
              ))}
            </li>
          ))}
        </List>
      );
    }
    case 'table':
      return <TableView table={block} goTo={goTo} />;
    case 'commands':
      return <pre className={styles.commands}>{block.text}</pre>;
  }
}

type HeadingProps = { readonly text: string; readonly level: number; readonly isHere: boolean; readonly at: Place };

/**
 * The heading that was asked for comes to the top and takes the focus: it is read first, and the arrow keys scroll from there. The dialog
 * puts the focus there as well (`data-autofocus`), since it may come after this.
 */
function Heading({ text, level, isHere, at }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const element = heading.current;
    if (!isHere || element === null) return;
    // The page alone scrolls: on a small screen the dialog scrolls as well, and its title would be gone.
    if (element.parentElement !== null) element.parentElement.scrollTop = element.offsetTop;
    element.focus({ preventScroll: true });
  }, [isHere, at]);
  const Tag = level === 1 ? 'h3' : 'h4';
  return (
    <Tag
      ref={heading}
      tabIndex={-1}
      className={level === 1 ? styles.title : styles.heading}
      data-autofocus={isHere ? true : undefined}
    >
      {text}
    </Tag>
  );
}

type TableProps = { readonly table: Extract<Block, { kind: 'table' }>; readonly goTo: GoTo };

function TableView({ table: { head, rows }, goTo }: TableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {head.map((cell, column) => (
            <Cell key={column} words={cell} goTo={goTo} isHead />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) => (
              <Cell key={column} words={cell} goTo={goTo} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type CellProps = { readonly words: readonly Inline[]; readonly goTo: GoTo; readonly isHead?: boolean };

function Cell({ words, goTo, isHead = false }: CellProps) {
  // A corner without words heads nothing.
  if (isHead && words.length > 0)
    return (
      <th scope="col">
        <Words words={words} goTo={goTo} />
      </th>
    );
  return (
    <td>
      <Words words={words} goTo={goTo} />
    </td>
  );
}

function Words({ words, goTo }: { readonly words: readonly Inline[]; readonly goTo: GoTo }) {
  return words.map((word, index) => (
    <Fragment key={index}>
      <Word word={word} goTo={goTo} />
    </Fragment>
  ));
}

function Word({ word, goTo }: { readonly word: Inline; readonly goTo: GoTo }) {
  switch (word.kind) {
    case 'text':
      return word.text;
    case 'screen':
      return <strong>{word.text}</strong>;
    case 'stress':
      return <em>{word.text}</em>;
    case 'key':
      return <Key text={word.text} />;
    case 'link':
      return (
        <DeskButton look="link" onPress={() => goTo({ ...word.to })}>
          {word.text}
        </DeskButton>
      );
  }
}

/** A key of the handbook, as the library has it. */
function Key({ text }: { readonly text: string }) {
  const keys = useKeys();
  const action = actionOfUsual(text);
  return <code className={styles.key}>{action === null ? text : sayKey(action, keys, isMac(navigator))}</code>;
}
