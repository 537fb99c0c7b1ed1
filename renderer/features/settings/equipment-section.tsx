// Kinds of equipment that can be booked, with their terms and the agreements that patrons sign before.

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KIND_LIMITS } from '../../../shared/core/terms-limits.ts';
import type { HabitsInput, HabitsView } from '../../../shared/views/habits.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { draftFault, draftOf, kindOf, newDraft, type EquipmentDraft, type EquipmentKind } from './equipment-draft.ts';
import { EquipmentFields } from './equipment-fields.tsx';
import { freeCode } from './free-code.ts';
import { HabitsForm } from './habits-form.tsx';
import { useHabitsDraft } from './use-habits-draft.ts';
import { useEquipmentChanges } from './use-equipment-changes.ts';
import { WithHabits } from './with-habits.tsx';
import styles from './roles-section.module.css';
import own from './equipment-section.module.css';

type Habits = HabitsInput['habits'];

const { equipment: MOST } = KIND_LIMITS;

export function EquipmentSection() {
  return <WithHabits form={EquipmentForm} />;
}

function EquipmentForm({ view }: { readonly view: HabitsView }) {
  const { t } = useTranslation();
  const known = view.habits.equipment ?? [];
  const { form: drafts, change: setDrafts, drop } = useHabitsDraft('equipment', known, allDrafts);
  /** The one whose fields show, by its key. */
  const [open, setOpen] = useState<number | null>(null);
  const lacks = useLacks(drafts);
  const changes = useEquipmentChanges(known, drafts);
  const put = (key: number, more: Partial<EquipmentDraft>): void =>
    setDrafts(drafts.map((draft) => (draft.key === key ? { ...draft, ...more } : draft)));
  const add = (): void => {
    const key = Math.max(-1, ...drafts.map((draft) => draft.key)) + 1;
    setDrafts([...drafts, newDraft(key)]);
    setOpen(key);
  };
  return (
    <HabitsForm
      label={t('settings.section-equipment')}
      name="equipment"
      changes={changes}
      lacks={lacks}
      habits={() => withEquipment(view.habits, drafts)}
      onDrop={() => {
        drop();
        setOpen(null);
      }}
    >
      <p className={styles.about}>
        {t('equipmentTerms.about')} {t('equipmentTerms.typesFrom')}
      </p>
      {drafts.length === 0 && <p className={styles.about}>{t('equipmentTerms.none')}</p>}
      <ul className={own.kinds} aria-label={t('settings.section-equipment')}>
        {drafts.map((draft, at) => (
          <KindRow
            key={draft.key}
            draft={draft}
            at={at}
            view={view}
            itemTypes={typesFor(view.itemTypes, drafts, draft)}
            isOpen={open === draft.key}
            onToggle={() => setOpen(open === draft.key ? null : draft.key)}
            onChange={(more) => put(draft.key, more)}
            onRemove={() => setDrafts(drafts.filter(({ key }) => key !== draft.key))}
          />
        ))}
      </ul>
      <div>
        <DeskButton onPress={add} isDisabled={drafts.length >= MOST.kinds}>
          {t('equipmentTerms.add')}
        </DeskButton>
      </div>
    </HabitsForm>
  );
}

const allDrafts = (kinds: readonly EquipmentKind[]): readonly EquipmentDraft[] => kinds.map(draftOf);

/** Item types of no other kind. */
function typesFor(
  all: readonly string[],
  drafts: readonly EquipmentDraft[],
  { key }: EquipmentDraft,
): readonly string[] {
  const taken = new Set(drafts.flatMap((draft) => (draft.key === key ? [] : draft.types)));
  return all.filter((type) => !taken.has(type));
}

type RowProps = {
  readonly draft: EquipmentDraft;
  readonly at: number;
  readonly view: HabitsView;
  /** Those that it may have. */
  readonly itemTypes: readonly string[];
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onChange: (more: Partial<EquipmentDraft>) => void;
  readonly onRemove: () => void;
};

function KindRow({ draft, at, view, itemTypes, isOpen, onToggle, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const name = draft.name.trim() === '' ? t('equipmentTerms.kind', { n: at + 1 }) : draft.name;
  const booked = view.booked.find(({ id }) => id === draft.id)?.booked ?? 0;
  return (
    <li className={own.kind}>
      <div className={own.head}>
        <strong>{name}</strong>
        <span className={own.said}>{draft.types.join(', ')}</span>
        <span className={own.said}>{booked === 0 ? '' : t('equipmentTerms.booked', { count: booked })}</span>
        <DeskButton
          look="quiet"
          label={t(isOpen ? 'equipmentTerms.hideOf' : 'equipmentTerms.changeOf', { name })}
          onPress={onToggle}
        >
          {t(isOpen ? 'equipmentTerms.hide' : 'equipmentTerms.change')}
        </DeskButton>
        {/* Without its kind no unit could be given to a booking. */}
        <DeskButton
          look="quiet"
          isDisabled={booked > 0}
          label={t(booked > 0 ? 'equipmentTerms.mayNotRemove' : 'equipmentTerms.removeOf', { name })}
          onPress={onRemove}
        >
          {t('equipmentTerms.remove')}
        </DeskButton>
      </div>
      {isOpen && <EquipmentFields name={name} draft={draft} itemTypes={itemTypes} onChange={onChange} />}
    </li>
  );
}

/** What stands in the way of saving, in words. */
function useLacks(drafts: readonly EquipmentDraft[]): string {
  const { t } = useTranslation();
  for (const [at, draft] of drafts.entries()) {
    const fault = draftFault(draft);
    if (fault === null) continue;
    const name = draft.name.trim() === '' ? t('equipmentTerms.kind', { n: at + 1 }) : draft.name.trim();
    if (!('limits' in fault)) return t(`equipmentTerms.lacks_${fault.field}`, { name });
    const { least, most } = fault.limits;
    return t('equipmentTerms.lacks_number', { name, field: t(`equipmentTerms.${fault.field}`), least, most });
  }
  const name = twiceIn(drafts.map((draft) => draft.name.trim().toLocaleLowerCase()));
  if (name !== null) return t('equipmentTerms.twiceName', { name });
  const type = twiceIn(drafts.flatMap(({ types }) => types));
  return type === null ? '' : t('equipmentTerms.twiceType', { name: type });
}

function twiceIn(texts: readonly string[]): string | null {
  return texts.find((text, at) => texts.indexOf(text) < at) ?? null;
}

/** A kind keeps its code, which stands in bookings and agreements; a new one has it from its name. */
function withEquipment({ equipment: _, ...others }: Habits, drafts: readonly EquipmentDraft[]): Habits {
  const taken = drafts.flatMap(({ id }) => id ?? []);
  const kinds = drafts.map((draft) => {
    const id = draft.id ?? freeCode(draft.name, taken, MOST.codeLetters);
    taken.push(id);
    return kindOf(draft, id);
  });
  return { ...others, ...(kinds.length === 0 ? {} : { equipment: kinds }) };
}
