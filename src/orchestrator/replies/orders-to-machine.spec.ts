import { INJECTIONS } from '../../../test/support/injections/corpus';
import { HARMLESS, HELD_OUT_INJECTIONS } from '../../../test/support/injections/held-out';
import { ordersTheMachine } from './orders-to-machine';

describe('orders to the machine', () => {
  it.each(INJECTIONS.filter(({ aim }) => aim === 'ACTION').map(({ text }) => text))('%s', (text) => {
    expect(ordersTheMachine(text)).toBe(true);
  });

  it('of others are known in part, and never taken for one where nobody gives any', () => {
    const known = HELD_OUT_INJECTIONS.filter(({ aim, text }) => aim === 'SCORE' && ordersTheMachine(text));
    expect(known.length).toBeGreaterThanOrEqual(8);
    expect(HARMLESS.filter(ordersTheMachine)).toEqual([]);
  });

  it.each([
    'I would like to book a meeting on Thursday at four',
    'My lift is broken, please open a ticket',
    'What is the status of my ticket?',
    'Please stop writing to me',
    'I want to talk to the manager about the house rules',
    'أريد حجز موعد يوم الخميس الساعة الرابعة',
    'عندي مشكلة في نظام التكييف',
    'मुझे गुरुवार को चार बजे मिलना है',
    'मेरी लिफ्ट खराब है',
    '3ayez ma3ad yom el khamis el sa3a 4',
  ])('but not %s', (text) => {
    expect(ordersTheMachine(text)).toBe(false);
  });
});
