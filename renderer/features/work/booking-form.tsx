// The form of a booking, directly over the grid: unit, patron, start and end.

import { useTranslation } from 'react-i18next';
import type { EquipmentDay } from '../../../shared/views/equipment.ts';
import { useDesk } from '../../desk/desk-context.ts';
import type { BookingForm as Form } from '../../stores/equipment-store.ts';
import { focusOnMount } from '../../ui/field.tsx';
import { InlineForm } from '../../ui/inline-form.tsx';
import { Choice } from '../../ui/labeled.tsx';
import { MomentChoice } from '../../ui/moment-choice.tsx';
import { PatronField } from '../../ui/patron-field.tsx';
import styles from './equipment-grid.module.css';

export function BookingForm({ view, form }: { readonly view: EquipmentDay; readonly form: Form }) {
  const { t } = useTranslation();
  const { equipment } = useDesk();
  const { unit, card, from, to, moves, isBusy, error } = form;
  const name = t(moves === null ? 'equipment.book' : 'equipment.move');
  return (
    <InlineForm
      className={styles.form}
      name={name}
      send={name}
      wrong={error?.message ?? null}
      isReady={!isBusy && card.trim() !== ''}
      onSend={() => void equipment.send()}
      onCancel={equipment.leaveForm}
    >
      <div className={styles.fields}>
        <PatronField
          label={t('equipment.card')}
          name="booking-card"
          scan="whole"
          card={card}
          ref={focusOnMount}
          onChange={(value) => equipment.change({ card: value })}
        />
        <Choice
          label={t('equipment.unit')}
          value={unit}
          none={t('equipment.any')}
          options={view.units.map(({ barcode, title }) => ({ value: barcode, name: `${title} ${barcode}` }))}
          onChange={(value) => equipment.change({ unit: value })}
        />
        <MomentChoice
          legend={t('equipment.from')}
          moment={from}
          zone={view.zone}
          hasTime
          isFirst={false}
          onChange={(moment) => equipment.change({ from: moment })}
        />
        <MomentChoice
          legend={t('equipment.to')}
          moment={to}
          zone={view.zone}
          hasTime
          isFirst={false}
          onChange={(moment) => equipment.change({ to: moment })}
        />
      </div>
    </InlineForm>
  );
}
