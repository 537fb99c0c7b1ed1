// Details of a person without an account, written down before an item leaves: name, phone, and that an ID was seen.

import { useTranslation } from 'react-i18next';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { Field } from '../../ui/field.tsx';
import styles from './stranger-fields.module.css';

export function StrangerFields({ isOnline }: { readonly isOnline: boolean }) {
  const { t } = useTranslation();
  const { work } = useDesk();
  const typed = useDeskStore(
    (desk) => desk.work.store,
    (state) => state.stranger,
  );
  const set = work.override.setStranger;
  return (
    <fieldset className={styles.fields} data-testid="stranger">
      <p className={styles.note}>{t(isOnline ? 'stranger.online' : 'stranger.offline')}</p>
      <div className={styles.names}>
        <Field
          label={t('stranger.family')}
          value={typed.family}
          onChange={(family) => set({ family })}
          name="override-noFamily"
        />
        <Field label={t('stranger.given')} value={typed.given} onChange={(given) => set({ given })} />
        <Field
          label={t('stranger.phone')}
          value={typed.phone}
          onChange={(phone) => set({ phone })}
          name="override-noPhone"
        />
      </div>
      <label className={styles.seen}>
        <input
          type="checkbox"
          name="override-noId"
          checked={typed.idSeen}
          onChange={(event) => set({ idSeen: event.currentTarget.checked })}
        />
        {t('stranger.idSeen')}
      </label>
    </fieldset>
  );
}
