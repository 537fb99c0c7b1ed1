// Kinds of things that are lent by number, without a barcode: their names, and the item types by whose rules they are lent.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KIND_LIMITS } from '../../../shared/core/terms-limits.ts';
import type { HabitsInput, HabitsView } from '../../../shared/views/habits.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field, focusOnMount } from '../../ui/field.tsx';
import { Choice } from '../../ui/labeled.tsx';
import { HabitsForm } from './habits-form.tsx';
import { freeCode } from './free-code.ts';
import { useHabitsDraft } from './use-habits-draft.ts';
import { WithHabits } from './with-habits.tsx';
import styles from './roles-section.module.css';
import own from './habits-form.module.css';

type Habits = HabitsInput['habits'];
type Kind = NonNullable<Habits['uncataloged']>[number];
/** `id`: null = not saved yet. `key`: of its row while it is typed. */
type Draft = { readonly key: number; readonly id: string | null; readonly name: string; readonly type: string };

const { nameLetters: MOST_LETTERS, uncataloged: MOST } = KIND_LIMITS;

export function KindsSection() {
  return <WithHabits form={KindsForm} />;
}

function KindsForm({ view }: { readonly view: HabitsView }) {
  const { t } = useTranslation();
  const known = view.habits.uncataloged ?? [];
  const { form: drafts, change: setDrafts, drop } = useHabitsDraft('kinds', known, draftsOf);
  const put = (key: number, more: Partial<Draft>): void =>
    setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...more } : draft)));
  const add = (): void =>
    setDrafts([...drafts, { key: Math.max(-1, ...drafts.map(({ key }) => key)) + 1, id: null, name: '', type: '' }]);
  const fault = faultOf(drafts);
  return (
    <HabitsForm
      label={t('settings.section-kinds')}
      name="kinds"
      changes={useChanges(known, drafts)}
      lacks={fault === null ? '' : t(fault)}
      habits={() => withKinds(view.habits, drafts)}
      onDrop={drop}
    >
      <p className={styles.about}>{t('kinds.about')}</p>
      {drafts.length === 0 && <p className={styles.about}>{t('kinds.none')}</p>}
      <div className={own.rows}>
        {drafts.map((draft, at) => (
          <KindRow
            key={draft.key}
            draft={draft}
            at={at}
            view={view}
            onChange={(more) => put(draft.key, more)}
            onRemove={() => setDrafts(drafts.filter(({ key }) => key !== draft.key))}
          />
        ))}
      </div>
      <div>
        <DeskButton onPress={add} isDisabled={drafts.length >= MOST.kinds}>
          {t('kinds.add')}
        </DeskButton>
      </div>
    </HabitsForm>
  );
}

const draftsOf = (kinds: readonly Kind[]): readonly Draft[] => kinds.map((kind, key) => ({ ...kind, key }));

type RowProps = {
  readonly draft: Draft;
  readonly at: number;
  readonly view: HabitsView;
  readonly onChange: (more: Partial<Draft>) => void;
  readonly onRemove: () => void;
};

function KindRow({ draft: { id, name, type }, at, view, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const [isNew] = useState(id === null && name === '' && type === '');
  const out = view.out.find((one) => one.id === id)?.out ?? 0;
  return (
    <fieldset className={own.row} aria-label={name === '' ? t('kinds.kind', { n: at + 1 }) : name}>
      <Field
        label={t('kinds.name')}
        value={name}
        onChange={(next) => onChange({ name: next })}
        name={`kind-${at}`}
        ref={isNew ? focusOnMount : null}
      />
      <Choice
        label={t('kinds.type')}
        name={`kind-type-${at}`}
        value={type}
        options={view.itemTypes.map((one) => ({ value: one, name: one }))}
        onChange={(next) => onChange({ type: next })}
      />
      <span className={own.beside}>{t('kinds.out', { count: out })}</span>
      {/* Without its kind no desk could take a piece back. */}
      <DeskButton
        look="quiet"
        isDisabled={out > 0}
        label={t(out > 0 ? 'kinds.mayNotRemove' : 'kinds.removeOf', { name })}
        onPress={onRemove}
      >
        {t('kinds.remove')}
      </DeskButton>
    </fieldset>
  );
}

function faultOf(drafts: readonly Draft[]): 'kinds.noName' | 'kinds.noType' | 'kinds.longName' | 'kinds.twice' | null {
  if (drafts.some(({ name }) => name.trim() === '')) return 'kinds.noName';
  if (drafts.some(({ name }) => name.trim().length > MOST_LETTERS)) return 'kinds.longName';
  if (drafts.some(({ type }) => type === '')) return 'kinds.noType';
  const names = drafts.map(({ name }) => name.trim().toLocaleLowerCase());
  return new Set(names).size < names.length ? 'kinds.twice' : null;
}

/** What a save would change, in words. */
function useChanges(known: readonly Kind[], drafts: readonly Draft[]): readonly string[] {
  const { t } = useTranslation();
  const changed = drafts.flatMap(({ id, name: typed, type }) => {
    const [name, before] = [typed.trim(), known.find((kind) => kind.id === id)];
    if (before === undefined) return [t('kinds.added', { name, type })];
    return [
      ...(before.name === name ? [] : [t('kinds.renamed', { from: before.name, to: name })]),
      ...(before.type === type ? [] : [t('kinds.retyped', { name, from: before.type, to: type })]),
    ];
  });
  const gone = known.filter(({ id }) => !drafts.some((draft) => draft.id === id));
  return [...changed, ...gone.map(({ name }) => t('kinds.gone', { name }))];
}

/** A kind keeps its code, which stands in the barcodes of its pieces; a new one has it from its name. */
function withKinds({ uncataloged: _, ...others }: Habits, drafts: readonly Draft[]): Habits {
  const kinds = drafts.reduce<readonly Kind[]>((all, { id, name, type }) => {
    const taken = [...all.map((kind) => kind.id), ...drafts.flatMap((draft) => draft.id ?? [])];
    return [...all, { id: id ?? freeCode(name, taken, MOST.codeLetters), name: name.trim(), type }];
  }, []);
  return { ...others, ...(kinds.length === 0 ? {} : { uncataloged: [...kinds] }) };
}
