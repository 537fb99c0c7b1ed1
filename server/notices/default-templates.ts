// The words of notices where a library has none of its own. Titles stand in no subject line: others may see it on a locked screen.

import type { Language } from '../../shared/core/language.ts';
import type { NoticeTextName } from '../../shared/wire/notice-texts.ts';
import type { NoticeTemplate } from './mail-settings.ts';

const list = (line: string): string => `{% for item in items %}- ${line}\n{% endfor %}`;
const one = (single: string, several: string): string =>
  `{% if items.size == 1 %}${single}{% else %}${several}{% endif %}`;

export const DEFAULT_TEMPLATES: Readonly<Record<Language, Readonly<Record<NoticeTextName, NoticeTemplate>>>> = {
  en: {
    frame: {
      subject: 'Notices from {{ library.name }}',
      text: 'Hello {{ patron.name }},\n\n{{ content }}\n\n{{ branch.name }}\n{{ library.name }}\n',
    },
    short: {
      subject: '-',
      text: '{{ library.name }}: {{ content }}',
    },
    courtesy: {
      subject: one('An item is due soon', '{{ items.size }} items are due soon'),
      text: `${one('This item is due soon:', 'These items are due soon:')}\n\n${list('{{ item.title }}, due {{ item.due }}')}\nTo keep an item longer, renew it online or ask at the desk. If someone is waiting for it, it cannot be renewed.`,
    },
    overdue: {
      subject: one('An item is overdue', '{{ items.size }} items are overdue'),
      text: `${one('This item is overdue:', 'These items are overdue:')}\n\n${list('{{ item.title }}, was due {{ item.due }}')}\nPlease return or renew what you have. If you already returned it, please tell us.`,
    },
    recall: {
      subject: one('An item you have was recalled', '{{ items.size }} items you have were recalled'),
      text: `${one('Someone else needs this item. Please return it by its new due date:', 'Someone else needs these items. Please return them by their new due dates:')}\n\n${list('{{ item.title }}, now due {{ item.due }}')}`,
    },
    'due-changed': {
      subject: one('A due date has changed', '{{ items.size }} due dates have changed'),
      text: `${one('The due date of this item has changed:', 'The due dates of these items have changed:')}\n\n${list('{{ item.title }}, now due {{ item.due }}')}`,
    },
    'hold-ready': {
      subject: one('Your hold is ready', '{{ items.size }} holds are ready'),
      text: `${one('This item is ready for you:', 'These items are ready for you:')}\n\n${list('{{ item.title }}, at {{ item.pickup }}{% if item.until != "" %}, held until {{ item.until }}{% endif %}')}\nPlease bring your card.`,
    },
    'hold-expiring': {
      subject: one('Your hold will not be kept much longer', '{{ items.size }} holds will not be kept much longer'),
      text: `${one('This item is still waiting for you:', 'These items are still waiting for you:')}\n\n${list('{{ item.title }}, at {{ item.pickup }}, held until {{ item.until }}')}`,
    },
    bill: {
      subject: 'A bill from {{ library.name }}',
      text: `${one('This was billed to your account:', 'These were billed to your account:')}\n\n${list('{{ item.title }}: {{ item.amount }}')}\nIf you still have the item, please return it or ask us.`,
    },
    'account-expiring': {
      subject: 'Your library account ends soon',
      text: 'Your library account ends on {{ items[0].until }}. Please come to the desk if you want to go on using it.',
    },
  },
  es: {
    frame: {
      subject: 'Avisos de {{ library.name }}',
      text: 'Hola, {{ patron.name }}:\n\n{{ content }}\n\n{{ branch.name }}\n{{ library.name }}\n',
    },
    short: {
      subject: '-',
      text: '{{ library.name }}: {{ content }}',
    },
    courtesy: {
      subject: one('Un ejemplar vence pronto', '{{ items.size }} ejemplares vencen pronto'),
      text: `${one('Este ejemplar vence pronto:', 'Estos ejemplares vencen pronto:')}\n\n${list('{{ item.title }}, vence el {{ item.due }}')}\nPara tenerlo más tiempo, renuévelo en línea o pregunte en el mostrador. No se puede renovar si otra persona lo espera.`,
    },
    overdue: {
      subject: one('Un ejemplar está atrasado', '{{ items.size }} ejemplares están atrasados'),
      text: `${one('Este ejemplar está atrasado:', 'Estos ejemplares están atrasados:')}\n\n${list('{{ item.title }}, venció el {{ item.due }}')}\nDevuélvalo o renuévelo, por favor. Si ya lo devolvió, díganoslo.`,
    },
    recall: {
      subject: one('Se reclama un ejemplar que usted tiene', 'Se reclaman {{ items.size }} ejemplares que usted tiene'),
      text: `${one('Otra persona necesita este ejemplar. Devuélvalo antes de la nueva fecha, por favor:', 'Otras personas necesitan estos ejemplares. Devuélvalos antes de las nuevas fechas, por favor:')}\n\n${list('{{ item.title }}, ahora vence el {{ item.due }}')}`,
    },
    'due-changed': {
      subject: one('Cambió una fecha de vencimiento', 'Cambiaron {{ items.size }} fechas de vencimiento'),
      text: `${one('Cambió la fecha de vencimiento de este ejemplar:', 'Cambiaron las fechas de vencimiento de estos ejemplares:')}\n\n${list('{{ item.title }}, ahora vence el {{ item.due }}')}`,
    },
    'hold-ready': {
      subject: one('Su reserva está lista', '{{ items.size }} reservas están listas'),
      text: `${one('Este ejemplar está listo para usted:', 'Estos ejemplares están listos para usted:')}\n\n${list('{{ item.title }}, en {{ item.pickup }}{% if item.until != "" %}, hasta el {{ item.until }}{% endif %}')}\nTraiga su tarjeta, por favor.`,
    },
    'hold-expiring': {
      subject: one('Su reserva no se guardará mucho más', '{{ items.size }} reservas no se guardarán mucho más'),
      text: `${one('Este ejemplar todavía le espera:', 'Estos ejemplares todavía le esperan:')}\n\n${list('{{ item.title }}, en {{ item.pickup }}, hasta el {{ item.until }}')}`,
    },
    bill: {
      subject: 'Un cobro de {{ library.name }}',
      text: `${one('Esto se cobró en su cuenta:', 'Estos cobros se hicieron en su cuenta:')}\n\n${list('{{ item.title }}: {{ item.amount }}')}\nSi todavía tiene el ejemplar, devuélvalo o pregúntenos, por favor.`,
    },
    'account-expiring': {
      subject: 'Su cuenta de la biblioteca termina pronto',
      text: 'Su cuenta de la biblioteca termina el {{ items[0].until }}. Pase por el mostrador si quiere seguir usándola.',
    },
  },
};
