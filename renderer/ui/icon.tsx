// The signs of the desk: Tabler's outlines, each with one meaning. They repeat the word beside them, so screen readers skip them. Only the paths come
// from the package: its component would bring as much again, and a class name for each.

import type { IconNode } from '@tabler/icons-react';
import { __iconNode as alertCircle } from '@tabler/icons-react/icons/IconAlertCircle';
import { __iconNode as alertOctagon } from '@tabler/icons-react/icons/IconAlertOctagon';
import { __iconNode as alertTriangle } from '@tabler/icons-react/icons/IconAlertTriangle';
import { __iconNode as arrowBackUp } from '@tabler/icons-react/icons/IconArrowBackUp';
import { __iconNode as arrowBigUp } from '@tabler/icons-react/icons/IconArrowBigUp';
import { __iconNode as arrowsExchange } from '@tabler/icons-react/icons/IconArrowsExchange';
import { __iconNode as arrowsLeftRight } from '@tabler/icons-react/icons/IconArrowsLeftRight';
import { __iconNode as ban } from '@tabler/icons-react/icons/IconBan';
import { __iconNode as barcode } from '@tabler/icons-react/icons/IconBarcode';
import { __iconNode as book2 } from '@tabler/icons-react/icons/IconBook2';
import { __iconNode as bookmark } from '@tabler/icons-react/icons/IconBookmark';
import { __iconNode as books } from '@tabler/icons-react/icons/IconBooks';
import { __iconNode as calendarEvent } from '@tabler/icons-react/icons/IconCalendarEvent';
import { __iconNode as cashRegister } from '@tabler/icons-react/icons/IconCashRegister';
import { __iconNode as chartBar } from '@tabler/icons-react/icons/IconChartBar';
import { __iconNode as check } from '@tabler/icons-react/icons/IconCheck';
import { __iconNode as clipboardList } from '@tabler/icons-react/icons/IconClipboardList';
import { __iconNode as clock } from '@tabler/icons-react/icons/IconClock';
import { __iconNode as cloudOff } from '@tabler/icons-react/icons/IconCloudOff';
import { __iconNode as coin } from '@tabler/icons-react/icons/IconCoin';
import { __iconNode as cornerDownLeft } from '@tabler/icons-react/icons/IconCornerDownLeft';
import { __iconNode as deviceLaptop } from '@tabler/icons-react/icons/IconDeviceLaptop';
import { __iconNode as exchange } from '@tabler/icons-react/icons/IconExchange';
import { __iconNode as helpCircle } from '@tabler/icons-react/icons/IconHelpCircle';
import { __iconNode as hourglass } from '@tabler/icons-react/icons/IconHourglass';
import { __iconNode as id } from '@tabler/icons-react/icons/IconId';
import { __iconNode as listCheck } from '@tabler/icons-react/icons/IconListCheck';
import { __iconNode as doorEnter } from '@tabler/icons-react/icons/IconDoorEnter';
import { __iconNode as phone } from '@tabler/icons-react/icons/IconPhone';
import { __iconNode as notes } from '@tabler/icons-react/icons/IconNotes';
import { __iconNode as umbrella } from '@tabler/icons-react/icons/IconUmbrella';
import { __iconNode as key } from '@tabler/icons-react/icons/IconKey';
import { __iconNode as layoutList } from '@tabler/icons-react/icons/IconLayoutList';
import { __iconNode as lock } from '@tabler/icons-react/icons/IconLock';
import { __iconNode as message2 } from '@tabler/icons-react/icons/IconMessage2';
import { __iconNode as printer } from '@tabler/icons-react/icons/IconPrinter';
import { __iconNode as progress } from '@tabler/icons-react/icons/IconProgress';
import { __iconNode as puzzle } from '@tabler/icons-react/icons/IconPuzzle';
import { __iconNode as puzzleOff } from '@tabler/icons-react/icons/IconPuzzleOff';
import { __iconNode as receipt } from '@tabler/icons-react/icons/IconReceipt';
import { __iconNode as refresh } from '@tabler/icons-react/icons/IconRefresh';
import { __iconNode as school } from '@tabler/icons-react/icons/IconSchool';
import { __iconNode as search } from '@tabler/icons-react/icons/IconSearch';
import { __iconNode as settings } from '@tabler/icons-react/icons/IconSettings';
import { __iconNode as tallymarks } from '@tabler/icons-react/icons/IconTallymarks';
import { __iconNode as tool } from '@tabler/icons-react/icons/IconTool';
import { __iconNode as truckDelivery } from '@tabler/icons-react/icons/IconTruckDelivery';
import { __iconNode as user } from '@tabler/icons-react/icons/IconUser';
import { __iconNode as x } from '@tabler/icons-react/icons/IconX';
import { __iconNode as zoomExclamation } from '@tabler/icons-react/icons/IconZoomExclamation';
import { __iconNode as zoomQuestion } from '@tabler/icons-react/icons/IconZoomQuestion';
import { __iconNode as listSearch } from '@tabler/icons-react/icons/IconListSearch';
import { __iconNode as shoppingCart } from '@tabler/icons-react/icons/IconShoppingCart';
import { __iconNode as packageExport } from '@tabler/icons-react/icons/IconPackageExport';
import { __iconNode as replace } from '@tabler/icons-react/icons/IconReplace';
import { __iconNode as basket } from '@tabler/icons-react/icons/IconBasket';
import { __iconNode as filePlus } from '@tabler/icons-react/icons/IconFilePlus';
import { __iconNode as userPlus } from '@tabler/icons-react/icons/IconUserPlus';
import { __iconNode as users } from '@tabler/icons-react/icons/IconUsers';
import { __iconNode as fileInvoice } from '@tabler/icons-react/icons/IconFileInvoice';
import { __iconNode as fileDollar } from '@tabler/icons-react/icons/IconFileDollar';
import { __iconNode as mail } from '@tabler/icons-react/icons/IconMail';
import { __iconNode as mailPause } from '@tabler/icons-react/icons/IconMailPause';
import { __iconNode as deviceDesktopCheck } from '@tabler/icons-react/icons/IconDeviceDesktopCheck';
import { __iconNode as certificate } from '@tabler/icons-react/icons/IconCertificate';
import { __iconNode as schoolOff } from '@tabler/icons-react/icons/IconSchoolOff';
import { __iconNode as clipboardCheck } from '@tabler/icons-react/icons/IconClipboardCheck';
import { __iconNode as filePencil } from '@tabler/icons-react/icons/IconFilePencil';
import { __iconNode as fileImport } from '@tabler/icons-react/icons/IconFileImport';
import { __iconNode as calendarTime } from '@tabler/icons-react/icons/IconCalendarTime';
import { __iconNode as calendarDue } from '@tabler/icons-react/icons/IconCalendarDue';
import { createElement } from 'react';

/** By meaning. */
const NODES = {
  done: check,
  no: x,
  hold: bookmark,
  transit: truckDelivery,
  ill: arrowsExchange,
  shelf: books,
  reserve: school,
  repair: tool,
  inspect: zoomExclamation,
  part: puzzle,
  partMissing: puzzleOff,
  process: progress,
  equipment: deviceLaptop,
  booking: calendarEvent,
  patron: user,
  title: book2,
  item: barcode,
  card: id,
  fee: coin,
  receipt,
  block: ban,
  override: key,
  time: clock,
  late: alertCircle,
  /** Needs a look or an answer: over or short, a question. */
  warn: alertTriangle,
  /** Something is wrong with the desk itself. */
  trouble: alertOctagon,
  renew: refresh,
  undo: arrowBackUp,
  why: helpCircle,
  print: printer,
  note: message2,
  search,
  expired: hourglass,
  missing: zoomQuestion,
  exception: exchange,
  pull: clipboardList,
  outage: cloudOff,
  lock,
  settings,
  drawer: cashRegister,
  handOver: arrowsLeftRight,
  report: chartBar,
  tally: tallymarks,
  checklist: listCheck,
  gate: doorEnter,
  phone,
  incident: notes,
  lostProperty: umbrella,
  waiting: listSearch,
  cart: shoppingCart,
  illOut: packageExport,
  review: replace,
  toBuy: basket,
  newItem: filePlus,
  newPatron: userPlus,
  twins: users,
  bill: fileInvoice,
  billFile: fileDollar,
  mail,
  mailWaits: mailPause,
  readiness: deviceDesktopCheck,
  lesson: certificate,
  reserveOff: schoolOff,
  inventory: clipboardCheck,
  paper: filePencil,
  feed: fileImport,
  grid: calendarTime,
  dueMany: calendarDue,
  place: layoutList,
  shiftKey: arrowBigUp,
  enterKey: cornerDownLeft,
} as const satisfies Readonly<Record<string, IconNode>>;

export type IconName = keyof typeof NODES;

type IconProps = { readonly name: IconName; readonly size?: 14 | 16 | 20 | 22 | 36 };

export function Icon({ name, size = 16 }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={size < 16 ? 2 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: 'none', display: 'block' }}
    >
      {NODES[name].map(([tag, attributes]) => createElement(tag, attributes))}
    </svg>
  );
}
