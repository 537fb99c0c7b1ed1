// Fields changed elsewhere during an edit. For a field edited here too, both values to choose from.

import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { useLanguage } from '../../ui/use-moments.ts';
import type { AccountField } from '../../stores/account-fields.ts';
import type { AccountsState } from '../../stores/accounts-state.ts';
import { sayBirthDate } from '../../text/moments.ts';
import styles from './account.module.css';

type Form = NonNullable<AccountsState['form']>;

const SIDES = ['here', 'now'] as const;

export function Clashes({ form }: { readonly form: Form }) {
  const { t } = useTranslation();
  const { accounts } = useDesk();
  const say = useSaid(form);
  const name = (field: AccountField): string => t(nameOf(field));
  const { clashes, followed } = form;
  return (
    <>
      {/* Always there, so that text put into it is read out. */}
      <output>
        {followed.map(({ field, was, now }) => (
          <span key={field} className={styles.note}>
            {t('account.followed', { field: name(field), was: say(field, was), now: say(field, now) })}
          </span>
        ))}
      </output>
      {clashes.length > 0 && (
        <section className={styles.alike} role="alert">
          <h3 className={styles.alikeTitle}>{t('account.clash')}</h3>
          {clashes.map((clash) => (
            <fieldset key={clash.field} className={styles.clash}>
              <legend>{name(clash.field)}</legend>
              {SIDES.map((side) => (
                <label key={side}>
                  <input
                    type="radio"
                    name={`clash-${clash.field}`}
                    checked={clash.taken === side}
                    onChange={() => accounts.take(clash.field, side)}
                  />
                  {t(side === 'here' ? 'account.clashHere' : 'account.clashNow', {
                    value: say(clash.field, clash[side]),
                  })}
                </label>
              ))}
            </fieldset>
          ))}
        </section>
      )}
    </>
  );
}

/** The text that names a field. */
export function nameOf(field: AccountField) {
  return field === 'expiresOn' ? 'account.expires' : (`account.${field}` as const);
}

/** A value of a field in words. */
function useSaid({ choices }: Form): (field: AccountField, value: string) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (field, value) => {
    if (value.trim() === '') return t('account.nothing');
    if (field === 'group') return choices.groups.find(({ id }) => id === value)?.name ?? value;
    if (field === 'home') return choices.branches.find(({ branch }) => branch === value)?.name ?? value;
    return field === 'expiresOn' || field === 'birthDate' ? (sayBirthDate(value, language) ?? value) : value;
  };
}
