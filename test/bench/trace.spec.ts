import { orderTrace, type TracedTransaction } from './trace';

const id = (digit: number): string => `00000000-0000-7000-8000-00000000000${digit}`;
const TENANT = id(9);

function transaction(...ids: string[]): TracedTransaction {
  return {
    role: 'callwright_app',
    statements: [{ text: 'select $1', values: [ids, new Date(0), { nested: TENANT }] }],
  };
}

it('keeps the steps of one call in order and holds up nobody else', () => {
  const claim = transaction(id(1), id(2));
  const trace = [
    claim,
    transaction(id(1)),
    transaction(id(2)),
    transaction(),
    transaction(id(1)),
    transaction(id(2), id(3)),
  ];
  // Enough transactions of others for the tenant to be everybody's.
  const others = Array.from({ length: 30 }, () => transaction());
  expect(
    orderTrace([...trace, ...others])
      .slice(0, 6)
      .map(({ after }) => after),
  ).toEqual([[], [0], [0], [], [1], [2]]);
});

it('waits once for one that shares several ids', () => {
  const trace = [
    transaction(id(1), id(2)),
    transaction(id(1), id(2)),
    ...Array.from({ length: 30 }, () => transaction()),
  ];
  expect(orderTrace(trace)[1]?.after).toEqual([0]);
});
