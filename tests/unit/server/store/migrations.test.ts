// Migrations are forward only and never edited once released: the statements of each file are pinned here.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS } from '../../../../server/store/migrations/all-migrations.ts';
import { projectDir } from '../../../support/project-dir.ts';

const folder = join(projectDir, 'server/store/migrations');

/** SHA-256 of each migration's file. A new migration adds a line; a line never changes. */
const PINNED: Readonly<Record<string, string>> = {
  '0010-first-tables.ts': '5518cbbe1d414b0977b7f4dc30404c65265a1d2d8c290c02a816d6af4a97ba5d',
  '0030-acts-of-time.ts': '6a979b824504b5023a303d4ac4083ba0103a39cac77cce84eac458642ff3fe7e',
  '0040-backup-and-trimming.ts': '075839f664b1e69901c3bb73db68fba37e9af069a88d738ef5ee3ff476171aa8',
  '0050-purging.ts': '928ad57e977d577189ce3accafc3a82f5a951ec02eb03fc4af799ed5e2f77df9',
  '0070-patron-fields.ts': '7f7ccbb76f4fbfee818d343e916ec1d9da03e35b1965c915eedce4fe85fd37e7',
  '0080-shifts.ts': '371b27cc47e4fd612ed9dfbe4be1d27d03ee159126038722794298d6496f7ca9',
  '0090-use.ts': '8b3fe2f7571a62c1b8cb4176ffe692018d3ed173aa66a2a69563c320174c5fa0',
  '0100-refusals.ts': '86006c6a508f26a337c528be0361c5a3694e06385b5de5a6cdad536e3e66e327',
  '0150-roles-and-own-cards.ts': '8a962aa008be66852ddcee66aeabf1c4ad9e41abbd1206cd744373ee6717bd7f',
  '0170-acts-by-time.ts': '017b03e6c819c39161e3830fd1c467492f5d7cba4f6ae7b67d63ccd56b707932',
  '0180-exception-work.ts': 'f0d7a6f572015993c4c2b491db34408a35e9fb7d6449a3a6b37cf7c4557fe542',
  '0190-night-grants.ts': '3d161f185779a57ab09bdcf7b0e7eaf054bb31d72578ad1b0a454e8e9adbcd2e',
  '0200-phone-codes.ts': '5e7a9fc37273d4724fd0efe1d139a9e87d90779c72950d4c14570d4861257b51',
  '0240-report-schedules.ts': 'c5113728d87a3e7f89f42dec5eeb177d930a77d70bff4f54e6f5589f453e0086',
  '0250-acts-for-reports.ts': 'bb911b649361dffc0c404760021c1182954d9ffe7a19dea3117730fab28510a0',
  '0260-rules-to-fold-under.ts': '8a4d72759a2df8f68f74312c1ab6be630ffadbbce8bc9611897ec64154a747c7',
  '0300-pin-tries.ts': 'ea6d577336e93a1b2674072ccef8c63026c9920930b97e9200239f4e2d8149f6',
  '0360-kept-figures.ts': 'b60c55fd2781e5c7d1bdd08b9a82c943a0fd06e80c89fc99292d3ff7ddb73f00',
  '0390-items-away.ts': 'e3f6dd774550f9e1274e747bdb6c491a5e0f4f83777207f11778c94dd8b783c4',
  '0420-item-fields.ts': '6f98437ae605bff9966bcb5f5c7077bb99805f24a44be557437574fc5d026f13',
  '0450-cards-that-expire.ts': 'e822d6d9ab1f837bdf0475bb077571b5cc64cfe38e3e1c03e2375cc5cea74732',
  '0470-part-bills-and-claims.ts': '2aa66de75fd1df2f2c2fe5203b9f92e4e2d4dae973669dffa161b0a97e6f295a',
  '0480-sign-ins.ts': 'f5d2fdd37e08ffb880e0a98252718b621c71c1a029e995632f39bbea5bf01f8c',
  '0490-title-fields.ts': 'd87b89dd9c38f089d30399491ea9e31ec80be7080537fcf5827c4a806e8a62b8',
  '0520-reference-tallies.ts': '1321b58f5096f2e2a4ec472edbd9601ed1807614ec205490e1c0d8a7efdf2e47',
  '0530-log-entries.ts': '6da48d462516075d06adbff5a6378b7a569170171d69fce5ed9a5d700e8a1b07',
  '0540-courses.ts': 'b95a02de955ebb7ef1ac5053e5c630db832d247534e65e399f8080b64f00e6d2',
  '0550-early-log-writes.ts': 'feb25e027e8fec91f453c3f8e90739d54181b572978b673e10982d1f50f1b6a4',
  '0560-bills.ts': 'e86ffc94964e15187c3819f90111d3b8001df3fc1f26a4430bc962f89efc41cd',
  '0580-notices.ts': 'ca53c4f98e693cabbac8039ce9cfb8b8c8e19304bb03920f6881f3f65dc20944',
  '0590-bookings.ts': '23c17878f1a8150fa36d736556fe341d69963f466fefe5ea218cb5abb8e61553',
  '0600-notice-addresses.ts': '82dc59c0ca77d494e052a1954ea96be61680b66f331235f4a883cc17d10d8c52',
  '0610-early-account-writes.ts': 'a26d6499239a8114fcdfd6ed746b9cd8155a082501a914af1d2103b454927a7a',
  '0640-reader-tokens.ts': '0dc98e6ad4d906ed4517ef105a958a7783b4e651c5414101995402bb084ba51f',
  '0690-data-feeds.ts': '9f69a89a606a178022bc8b499232e00a3700af2bf397472fdc0ec8f2662c46b3',
  '0700-webhooks.ts': '19dda523154f41c11b547c7ab35e9da55124451b47191e3bea5f9213835ab6e1',
  '0720-loans-by-proxy.ts': '4fd3ad77dbd921896e9cb5585e06947a2390e4129cfa33cc5377259e0f8467cc',
  '0740-rehearsals.ts': '4bd2959307c4884283ddce82c355d28bf099b275d5098f8be0a169abbc01396b',
  '0760-connectors.ts': 'b25c9eb8cccf5dbae6cd42fcfddacfe79ab83dc6ffe69ce5cdf27caeea87621d',
  '0770-sponsored-agreements.ts': 'f74cf607dbd7a435df7a992bb6144b2d6450d64c43c5bb696144e4b0ee9ebb0f',
  '0820-early-writes-by-account.ts': '04c2152409d834f04c88e6a2e1c36dddeb0ee83d787ae5dacabbcbfcb9c78054',
  '0830-loans-there.ts': '20a88bd129b393cf5b769529843af1980237dfb8c980f7fa56873273d6b24f15',
  '0840-released-positions.ts': '25585ba86b0d063f158c89e79a3604aeac5eff641fc9d256604bd8fc25e12cc0',
  '0850-connector-rows-by-id.ts': '3794d32fef013dac66b8c0f8d5a0d267de482ca3b345a6bf9776d11c465eafd0',
  '0860-import-runs.ts': '9e929051a52b7b0e55e30a686de8c36180fd7a6fe41c15cf65058d438395eee7',
  '0870-items-to-inspect.ts': '400a6a39cad3029648c9bc1b3df30cbcaca6cfa49bb1867ba71ce0cb74415242',
  '0880-early-tally-writes.ts': 'e49e6ed3e3c10b16facc96b4f968c9684c2feda11446fca35f51f2ca4b6d9a34',
};

const files = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));
const hashOf = (name: string) =>
  createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex');

describe('migrations of the central database', () => {
  test('are all pinned, and none was edited', () => {
    expect(Object.fromEntries(files.map((name) => [name, hashOf(name)]))).toEqual(PINNED);
  });

  test('are numbered by 10, in order, each in a file of its number', () => {
    const versions = MIGRATIONS.map((migration) => migration.version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(versions.every((version) => version % 10 === 0)).toBe(true);
    expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(versions);
  });
});
