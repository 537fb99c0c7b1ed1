// Exceptions as cards, in the order to work them.

import { useTranslation } from 'react-i18next';
import { useDeskStore } from '../../desk/desk-context.ts';
import { notesOf, workGroups, type WorkGroup } from '../../stores/work-groups.ts';
import { isToSign } from '../../stores/worklist-steps.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Keys } from '../../ui/keys.tsx';
import { ScrollPlace } from '../../ui/scroll-place.tsx';
import { useMoments } from '../../ui/use-moments.ts';
import { Closed } from './closed.tsx';
import { LeftOut, ListingBar } from './listing-bar.tsx';
import { Notes } from './notes.tsx';
import { Outages } from './outages.tsx';
import { ServerRestored } from './server-restored.tsx';
import { useMayWork } from './use-is-chosen.ts';
import { PrintedWorklist } from './printed-worklist.tsx';
import { WorkKindCards } from './work-kind-cards.tsx';
import { Said } from '../../ui/worklist-said.tsx';
import styles from './exceptions-list.module.css';

export function ExceptionsList() {
  const { t } = useTranslation();
  const { exceptions, kinds, outages, closed, isLoaded, printed, leftOut } = useDeskStore(
    (desk) => desk.worklist.store,
    (state) => state,
  );
  const mayWork = useMayWork();
  const groups = workGroups({ exceptions, kinds });
  const { notes, count: noted } = notesOf({ exceptions, kinds });
  const hasOutage = outages.some(isToSign);
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('sync.worklist')}</h2>
        <div className={styles.tools}>
          {(groups.length > 0 || hasOutage) && mayWork && <WalkKeys />}
          {groups.length > 0 && <ActionButton id="printList" look="quiet" />}
        </div>
        <Said />
      </div>
      <ServerRestored />
      {mayWork && <ListingBar />}
      <ScrollPlace label={t('sync.worklist')} className={styles.list}>
        {isLoaded && groups.length === 0 && !hasOutage && leftOut === 0 && <AllDone />}
        {groups.map((group) => (
          <Group key={group.id} group={group} />
        ))}
        <LeftOut />
        <Outages />
        {closed.length > 0 && <Closed closed={closed} />}
        {noted > 0 && <Notes notes={notes} count={noted} />}
      </ScrollPlace>
      {printed !== null && <PrintedWorklist page={printed} />}
    </>
  );
}

/** Keys that walk along the cards; the actions of a card have the keys that their buttons show. */
function WalkKeys() {
  const { t } = useTranslation();
  return (
    <p className={styles.walk}>
      <Keys id="previousCard" /> <Keys id="nextCard" /> {t('sync.chooseKeys')}
    </p>
  );
}

function Group({ group }: { readonly group: WorkGroup }) {
  const { t } = useTranslation();
  const moments = useMoments();
  return (
    <section className={styles.group} aria-label={t(`group.${group.id}`)}>
      <h3 className={styles.groupTitle}>
        {t(`group.${group.id}`)} <span className={styles.count}>{moments.number(group.count)}</span>
      </h3>
      {group.kinds.map((kind) => (
        <WorkKindCards key={kind.code} kind={kind} />
      ))}
    </section>
  );
}

/** The exceptions of an outage are known after it: while it goes on, an empty list is no all-clear. */
function AllDone() {
  const { t } = useTranslation();
  const isHeard = useDeskStore(
    (desk) => desk.line.store,
    ({ status }) => status?.online !== false,
  );
  if (!isHeard) {
    return (
      <div className={styles.done}>
        <div>
          <p className={styles.doneTitle}>{t('sync.notYet')}</p>
          <p>{t('sync.notYetText')}</p>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.done}>
      <Icon name="done" size={22} />
      <div>
        <p className={styles.doneTitle}>{t('sync.allDone')}</p>
        <p>{t('sync.allDoneText')}</p>
      </div>
    </div>
  );
}
