// The quick record, in place of the answer that asked for it. Enter makes it and lends the thing; Esc leaves it.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import type { QuickRecordState } from '../../stores/quick-record-store.ts';
import { useMoney } from '../../ui/use-money.ts';
import { ItemForm } from '../../ui/items/item-form.tsx';
import styles from './override-form.module.css';

export function QuickRecord({ open: { form } }: { readonly open: NonNullable<QuickRecordState['open']> }) {
  const { t } = useTranslation();
  const { quick } = useDesk();
  const money = useMoney();
  return (
    <ItemForm
      form={form}
      label={t('record.quick')}
      send={t('record.quickDo')}
      onChange={quick.change}
      onSend={() => void quick.save(money.read)}
      onCancel={quick.close}
    >
      <h2 className={styles.title}>{t('record.quickTitle', { barcode: form.barcode })}</h2>
      <p>{t('record.quickText')}</p>
    </ItemForm>
  );
}
