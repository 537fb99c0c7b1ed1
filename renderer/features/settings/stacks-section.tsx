// The library's name for its course reserves, carts that this branch names for parts of its shelves, and handling cues for objects of each item type
// as they go out and come in.

import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { HANDLING_CUES } from '../../../shared/core/handling-cues.ts';
import type { HabitsInput, HabitsView } from '../../../shared/views/habits.ts';
import { useDesk, useDeskStore } from '../../desk/desk-context.ts';
import { sentence } from '../../text/sentence.ts';
import { DeskButton } from '../../ui/desk-button.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFoot } from '../../ui/form-foot.tsx';
import { Choice } from '../../ui/labeled.tsx';
import { useHabitsDraft } from './use-habits-draft.ts';
import { WithHabits } from './with-habits.tsx';
import styles from './roles-section.module.css';
import own from './stacks-section.module.css';

type Cart = { readonly name: string; readonly location: string; readonly from: string; readonly to: string };
type Cues = Readonly<Record<string, readonly string[]>>;
/** The form, as it is typed. */
type Stacks = { readonly carts: readonly Cart[]; readonly cues: Cues; readonly reserves: string };
type Habits = HabitsInput['habits'];

/** As long as a name of course reserves may be. */
const MOST_LETTERS = 60;

const NO_CART: Cart = { name: '', location: '', from: '', to: '' };

export function StacksSection() {
  return <WithHabits form={StacksForm} />;
}

function StacksForm({ view }: { readonly view: HabitsView }) {
  const { t } = useTranslation();
  const { habits } = useDesk();
  const { isBusy, isSaved, error } = useDeskStore(
    (desk) => desk.habits.store,
    (all) => all,
  );
  const known = { carts: cartsOf(view), cues: view.habits.cues ?? {}, reserves: view.habits.reservesName ?? '' };
  const { form, change, isTyped, drop } = useHabitsDraft<Stacks, Stacks>('stacks', known, (set) => set);
  const { carts, cues, reserves } = form;
  const [pin, setPin] = useState('');
  const [lacks, setLacks] = useState('');
  const changed = (more: Partial<Stacks>): void => {
    habits.quiet();
    setLacks('');
    change({ ...form, ...more });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const named = carts.filter(({ name, from, to, location }) => `${name}${from}${to}${location}`.trim() !== '');
    const lacking = faultOf(named, reserves) ?? (pin === '' ? 'roles.noPin' : null);
    setLacks(lacking === null ? '' : t(lacking));
    if (lacking !== null) return;
    setPin('');
    void habits.save('stacks', withStacks(view, { carts: named, cues, reserves: reserves.trim() }), pin);
  };
  return (
    <form className={styles.form} aria-label={t('settings.section-stacks')} onSubmit={submit}>
      <p className={styles.about}>{t('stacks.reservesAbout')}</p>
      <Field
        label={t('stacks.reserves')}
        value={reserves}
        onChange={(name) => changed({ reserves: name })}
        name="reserves-name"
      />
      <p className={styles.about}>{t('stacks.cartsAbout', { branch: view.stacks.branchName })}</p>
      <CartRows carts={carts} view={view} onChange={(next) => changed({ carts: next })} />
      <p className={styles.about}>{t('stacks.cuesAbout')}</p>
      <CueTable types={view.stacks.itemTypes} cues={cues} onChange={(next) => changed({ cues: next })} />
      <div className={styles.save}>
        {isSaved && <output className={styles.saved}>{t('roles.saved')}</output>}
        <Field label={t('roles.pin')} value={pin} onChange={setPin} isSecret name="stacks-pin" />
        <FormFoot wrong={lacks === '' ? sentence(error?.message ?? '') : lacks} send={t('roles.save')} isBusy={isBusy}>
          {isTyped && (
            <DeskButton
              onPress={() => {
                setPin('');
                setLacks('');
                habits.quiet();
                drop();
              }}
            >
              {t('habits.drop')}
            </DeskButton>
          )}
        </FormFoot>
      </div>
    </form>
  );
}

/** The word for a fault in what was typed; null = it can be saved. */
function faultOf(carts: readonly Cart[], reserves: string): 'stacks.noName' | 'stacks.longName' | null {
  if (carts.some(({ name }) => name.trim() === '')) return 'stacks.noName';
  return reserves.trim().length > MOST_LETTERS ? 'stacks.longName' : null;
}

function cartsOf({ habits, stacks }: HabitsView): Cart[] {
  return (habits.carts?.[stacks.branch] ?? []).map(({ name, location = '', from = '', to = '' }) => ({
    name,
    location,
    from,
    to,
  }));
}

/** Keys, lessons, and carts of other branches stay as they are. */
function withStacks({ habits, stacks }: HabitsView, { carts, cues, reserves }: Stacks): Habits {
  const rules = carts.map(({ name, location, from, to }) => ({
    name: name.trim(),
    ...(location === '' ? {} : { location }),
    ...(from.trim() === '' ? {} : { from: from.trim() }),
    ...(to.trim() === '' ? {} : { to: to.trim() }),
  }));
  const { [stacks.branch]: _, ...others } = habits.carts ?? {};
  const all = { ...others, ...(rules.length === 0 ? {} : { [stacks.branch]: rules }) };
  const done = Object.entries(cues).filter(([, some]) => some.length > 0);
  const { carts: __, cues: ___, reservesName: ____, ...rest } = habits;
  const next = {
    ...rest,
    ...(Object.keys(all).length === 0 ? {} : { carts: all }),
    ...(done.length === 0 ? {} : { cues: Object.fromEntries(done) }),
    ...(reserves === '' ? {} : { reservesName: reserves }),
  };
  return parseHabits(next);
}

/** The core reads it by its schema. */
const parseHabits = (habits: object) => habits as Habits;

type CartRowsProps = {
  readonly carts: readonly Cart[];
  readonly view: HabitsView;
  readonly onChange: (carts: readonly Cart[]) => void;
};

/** The first that fits a copy takes it. */
function CartRows({ carts, view, onChange }: CartRowsProps) {
  const { t } = useTranslation();
  const put = (at: number, more: Partial<Cart>): void =>
    onChange(carts.map((cart, index) => (index === at ? { ...cart, ...more } : cart)));
  return (
    <div className={own.carts}>
      {carts.map((cart, at) => (
        // A cart has no name of its own before it is typed.
        <fieldset key={at} className={own.cart} aria-label={t('stacks.cart', { n: at + 1 })}>
          <Field
            label={t('stacks.name')}
            value={cart.name}
            onChange={(name) => put(at, { name })}
            name={`cart-${at}`}
          />
          <Choice
            label={t('stacks.location')}
            name={`cart-location-${at}`}
            value={cart.location}
            none={t('stacks.anyLocation')}
            options={view.stacks.locations.map(({ id, name }) => ({ value: id, name }))}
            onChange={(location) => put(at, { location })}
          />
          <Field
            label={t('stacks.from')}
            value={cart.from}
            onChange={(from) => put(at, { from })}
            name={`from-${at}`}
          />
          <Field label={t('stacks.to')} value={cart.to} onChange={(to) => put(at, { to })} name={`to-${at}`} />
          <DeskButton
            look="quiet"
            label={t('stacks.removeCart', { n: at + 1 })}
            onPress={() => onChange(carts.filter((_, index) => index !== at))}
          >
            {t('stacks.remove')}
          </DeskButton>
        </fieldset>
      ))}
      <div>
        <DeskButton onPress={() => onChange([...carts, NO_CART])}>{t('stacks.add')}</DeskButton>
      </div>
    </div>
  );
}

type CueTableProps = {
  readonly types: readonly string[];
  readonly cues: Cues;
  readonly onChange: (cues: Cues) => void;
};

function CueTable({ types, cues, onChange }: CueTableProps) {
  const { t } = useTranslation();
  const rows = [...new Set([...types, ...Object.keys(cues)])];
  const toggle = (type: string, cue: string): void => {
    const now = cues[type] ?? [];
    const next = now.includes(cue) ? now.filter((one) => one !== cue) : [...now, cue];
    onChange({ ...cues, [type]: next });
  };
  return (
    <table className={styles.matrix} aria-label={t('stacks.cues')}>
      <thead>
        <tr>
          <th scope="col">{t('stacks.itemType')}</th>
          {HANDLING_CUES.map((cue) => (
            <th scope="col" key={cue}>
              {t(`cue.${cue}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((type) => (
          <tr key={type}>
            <th scope="row">{type}</th>
            {HANDLING_CUES.map((cue) => (
              <td key={cue}>
                <input
                  type="checkbox"
                  aria-label={t('stacks.cueOf', { type, cue: t(`cue.${cue}`) })}
                  checked={cues[type]?.includes(cue) ?? false}
                  onChange={() => toggle(type, cue)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
