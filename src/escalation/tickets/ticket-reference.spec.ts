import { idEndOf, ticketReference } from './ticket-reference';

const ID = '019a9f1e-7b1c-7d3e-8f00-12ab4f9a02c7';

describe('the reference of a ticket', () => {
  it.each(['4F9A-02C7', '4f9a02c7', ' 4F9A 02c7 ', '#4f9a–02c7', '４Ｆ９Ａ-02C7', '\u20684F9A-02C7\u2069'])(
    'is understood as %s',
    (said) => {
      expect(ticketReference(ID)).toBe('4F9A-02C7');
      expect(idEndOf(said)).toBe(ID.slice(-8));
    },
  );

  it.each(['', '4F9A', '4F9A-02C7-1', 'zzzz-zzzz', "' or true --", ID])('is not %j', (said) => {
    expect(idEndOf(said)).toBeNull();
  });
});
