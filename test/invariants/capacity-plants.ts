import type { Plant } from './plants';

/** Ways the promises about shared capacity can break. */
export const CAPACITY_PLANTS: readonly Plant[] = [
  {
    invariant: 'hot-calls-are-awaited',
    what: 'a campaign in front of the others',
    statements: ({ cases }) => [
      `update calls set lane = 'HOT', origin = 'CAMPAIGN' where id = '${cases.dialing.call}'`,
    ],
  },
  {
    invariant: 'hot-calls-are-awaited',
    what: 'a second call in front of the others',
    statements: ({ cases }) => [
      `update calls set lane = 'HOT', origin = 'AUTO_CALL', attempt = 2 where id = '${cases.dialing.call}'`,
    ],
  },
  {
    invariant: 'shares-are-set-by-the-platform',
    what: 'a company that may help itself',
    statements: () => ['grant update on tenants to callwright_app'],
  },
];
