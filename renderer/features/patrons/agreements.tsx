// What a patron signed to borrow equipment: in force or over, when, how, and before whom.

import { useTranslation } from 'react-i18next';
import type { PatronView } from '../../../shared/views/patron.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './account.module.css';

export function Agreements({ view }: { readonly view: PatronView }) {
  const { t } = useTranslation();
  if (view.agreements.length === 0) return null;
  return (
    <section aria-label={t('agreement.list')} className={styles.marks}>
      <ul>
        {view.agreements.map(({ id, kindName, how, name, by, atText, untilText, isInForce }) => (
          <li key={id}>
            <div className={styles.mark}>
              <Icon name={isInForce ? 'done' : 'no'} size={16} />
              <span className={styles.markText}>
                {t(isInForce ? 'agreement.of' : 'agreement.over', { kind: kindName })}
                <span className={styles.note}>
                  {[
                    t(how === 'paper' ? 'agreement.signedOnPaper' : 'agreement.signedBy', {
                      when: atText,
                      name: name ?? '',
                    }),
                    untilText === null ? t('agreement.forGood') : t('agreement.until', { when: untilText }),
                    t('agreement.recorded', { who: by }),
                  ].join(' · ')}
                </span>
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
