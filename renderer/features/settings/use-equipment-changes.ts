// What saving the kinds of equipment would change, in words.

import { useTranslation } from 'react-i18next';
import { draftOf, NUMBER_TERMS, type EquipmentDraft, type EquipmentKind } from './equipment-draft.ts';

/** A line for each field that differs. */
export function useEquipmentChanges(
  known: readonly EquipmentKind[],
  drafts: readonly EquipmentDraft[],
): readonly string[] {
  const { t } = useTranslation();
  const said = (text: string): string => (text.trim() === '' ? t('equipmentTerms.notSet') : text.trim());
  const changesOf = (draft: EquipmentDraft): string[] => {
    const kind = known.find(({ id }) => id === draft.id);
    const name = draft.name.trim();
    if (kind === undefined) return [t('equipmentTerms.added', { name, types: draft.types.join(', ') })];
    const before = draftOf(kind, draft.key);
    const valuesOf = (one: EquipmentDraft) => [
      { field: t('equipmentTerms.types'), value: one.types.join(', ') },
      ...NUMBER_TERMS.map((term) => ({ field: t(`equipmentTerms.${term}`), value: one.numbers[term] })),
      {
        field: t('equipmentTerms.inspectsShort'),
        value: t(one.inspects ? 'equipmentTerms.yes' : 'equipmentTerms.no'),
      },
      { field: t('equipmentTerms.agreement'), value: t(`equipmentTerms.lasts_${one.lasts}`) },
      { field: t('equipmentTerms.days'), value: one.lasts === 'days' ? one.days : '' },
      { field: t('equipmentTerms.ends'), value: one.lasts === 'terms' ? one.ends : '' },
    ];
    const was = valuesOf(before);
    const fields = valuesOf(draft).flatMap(({ field, value }, at) => {
      const [from, to] = [said(was[at]?.value ?? ''), said(value)];
      return from === to ? [] : [t('equipmentTerms.changed', { name, field, from, to })];
    });
    const hasOtherText = draft.lasts !== 'none' && draft.text.trim() !== before.text;
    return [
      ...(name === before.name ? [] : [t('equipmentTerms.renamed', { from: before.name, to: name })]),
      ...fields,
      ...(hasOtherText ? [t('equipmentTerms.textChanged', { name })] : []),
    ];
  };
  const gone = known.filter(({ id }) => !drafts.some((draft) => draft.id === id));
  return [...drafts.flatMap(changesOf), ...gone.map(({ name }) => t('equipmentTerms.gone', { name }))];
}
