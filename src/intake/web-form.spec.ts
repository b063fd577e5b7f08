import { InvalidInput } from '../platform/http/invalid-input';
import { attributesOf, readWebForm } from './web-form';

function problemsOf(body: unknown): readonly { field: string; message: string }[] {
  try {
    readWebForm(body);
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
  return [];
}

function nested(levels: number): unknown {
  return JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
}

describe('readWebForm', () => {
  it('takes the fields of a form and any others', () => {
    const form = readWebForm({
      name: 'Ann',
      phone: '415 555 0123',
      email: 'ann@example.com',
      message: 'Call me',
      source: 'google',
      formName: 'Contact',
      consent: { text: 'I agree', at: '2026-11-20T10:00:00Z' },
      budget: 500_000,
      utm: { campaign: 'spring' },
    });
    expect(form).toMatchObject({ name: 'Ann', formName: 'Contact' });
    expect(attributesOf(form)).toEqual({ budget: 500_000, utm: { campaign: 'spring' }, message: 'Call me' });
  });

  it('needs a phone and nothing else', () => {
    expect(readWebForm({ phone: '+14155550123', name: null })).toMatchObject({ phone: '+14155550123' });
    expect(attributesOf(readWebForm({ phone: '1' }))).toEqual({});
  });

  it.each<[unknown, string, RegExp]>([
    [{}, 'phone', /is missing/],
    [{ phone: '' }, 'phone', /is missing/],
    [{ phone: 4155550123 }, 'phone', /must be a phone number/],
    [{ phone: '1', name: ['Ann'] }, 'name', /must be a string/],
    [{ phone: '1', name: 'x'.repeat(201) }, 'name', /longer than 200/],
    [{ phone: '1', message: 'x'.repeat(5_001) }, 'message', /longer than 5000/],
    [{ phone: '1', consent: 7 }, 'consent', /must be true, false/],
    [{ phone: '1', consent: [] }, 'consent', /must be true, false/],
    [{ phone: '1', consent: 'x'.repeat(10_001) }, 'consent', /longer than 10000/],
    [{ phone: '1', consent: { text: 7 } }, 'consent.text', /must be a string/],
    [{ phone: '1', consent: { agreed: 7 } }, 'consent.agreed', /must be true or false/],
    [{ phone: '1', consent: { channels: [1] } }, 'consent.channels.0', /must be a string/],
    [{ phone: '1', consent: { at: 1_783_000_000 } }, 'consent.at', /must be a string/],
    [{ phone: '1', address: 'Main St' }, 'address', /must be an object/],
    [{ phone: '1', address: { planet: 'Mars' } }, 'address.planet', /not known/],
    [{ phone: '1', address: { city: 3 } }, 'address.city', /must be a string/],
    [null, 'body', /must be an object/],
    ['phone=1', 'body', /must be an object/],
    [[], 'body', /must be an object/],
    [Object.fromEntries([['phone', '1'], ...Array.from({ length: 80 }, (_, i) => [`f${i}`, i])]), 'body', /at most 50/],
    [{ phone: '1', deep: nested(4_000) }, 'deep', /nested more than 19/],
    [{ phone: '1', consent: { deep: nested(19) } }, 'consent', /nested more than 19/],
  ])('form %# is refused', (body, field, message) => {
    expect(problemsOf(body)).toEqual([{ field, message: expect.stringMatching(message) }]);
  });

  it('names every bad field', () => {
    expect(
      problemsOf({ name: 1, email: 2 })
        .map(({ field }) => field)
        .sort(),
    ).toEqual(['email', 'name', 'phone']);
  });
});
