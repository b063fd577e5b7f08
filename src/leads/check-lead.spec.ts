import { checkLead } from './check-lead';
import type { NewLead } from './new-lead';

const ann: NewLead = { phone: '(415) 555-0123', source: 'API' };

describe('checkLead', () => {
  it('answers everything that may be stored, and null for what was not said', () => {
    expect(checkLead(ann, 'US')).toEqual({
      phone: '+14155550123',
      phoneCountry: 'US',
      name: null,
      email: null,
      company: null,
      addressLine: null,
      addressCity: null,
      addressState: null,
      addressPostalCode: null,
      addressCountry: null,
      timeZone: null,
      timeZoneSource: null,
      attributes: {},
      source: 'API',
      formName: null,
      projectId: null,
      importId: null,
    });
  });

  it('cleans text and keeps the extension', () => {
    const checked = checkLead(
      { ...ann, phone: '415 555 0123 x77', name: ' Ann \u0007 Lee ', attributes: { rooms: 3, note: 'a\u0000b' } },
      'US',
    );
    expect(checked).toMatchObject({ name: 'Ann Lee', attributes: { rooms: 3, note: 'a b', phoneExtension: '77' } });
  });

  it.each([
    ['the address', { address: { country: 'United Arab Emirates' } }],
    ['the lead itself', { defaultCountry: 'AE' }],
  ])('reads a national number in the country of %s before the tenant’s', (_of, more) => {
    expect(checkLead({ ...ann, phone: '050 123 4567', ...more }, 'US')).toMatchObject({ phone: '+971501234567' });
  });

  it('needs no default country for an international number', () => {
    expect(checkLead({ ...ann, phone: '+14155550123' }, undefined)).toMatchObject({ phone: '+14155550123' });
  });

  it.each<[string, Partial<NewLead>]>([
    ['phone', { phone: '12' }],
    ['email', { email: 'ann@' }],
    ['email', { email: `${'a'.repeat(250)}@b.co` }],
    ['name', { name: 'a'.repeat(201) }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['timeZone', { timeZone: '+05:30' }],
    ['address.country', { address: { country: 'Atlantis' } }],
    ['address.state', { address: { state: 'x'.repeat(81) } }],
    ['defaultCountry', { defaultCountry: 'XX' }],
    ['source', { source: ' ' }],
    ['formName', { formName: 'f'.repeat(201) }],
    ['attributes', { attributes: { '': 1 } }],
    ['attributes', { attributes: { long: 'x'.repeat(20_000) } }],
    ['attributes', { attributes: ['list'] as unknown as Record<string, unknown> }],
  ])('blames %s for %j', (field, more) => {
    expect(checkLead({ ...ann, ...more }, 'US')).toEqual({ problems: [{ field, message: expect.any(String) }] });
  });

  it.each([20, 4_000])('blames attributes that go %i levels deep and more', (levels) => {
    const attributes = { deep: JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown };
    expect(checkLead({ ...ann, attributes }, 'US')).toEqual({
      problems: [{ field: 'attributes', message: 'are nested more than 20 levels deep.' }],
    });
  });

  it('names every bad field, below the given path', () => {
    const verdict = checkLead({ ...ann, phone: '', email: 'x' }, 'US', 'input.');
    expect('problems' in verdict && verdict.problems.map(({ field }) => field)).toEqual(['input.email', 'input.phone']);
  });
});
