import { CsvRows, type RowDefaults } from './csv-rows';
import { CsvUnreadable } from '../../../platform/csv/csv-unreadable';

const defaults: RowDefaults = { importId: 'i1', projectId: 'p1', defaultCountry: 'US' };

describe('CsvRows', () => {
  it('reads a row by its header', () => {
    const rows = new CsvRows(
      ['Phone', 'First Name', 'Last Name', 'E-mail', 'City', 'Zip', 'Budget', 'Source'],
      defaults,
    );
    expect(rows.read(['415 555 0123', 'Ann', 'Lee', 'ann@example.com', 'Albany', '12207', '500k', 'Fair'])).toEqual({
      row: expect.objectContaining({
        phone: '415 555 0123',
        name: 'Ann Lee',
        email: 'ann@example.com',
        address: expect.objectContaining({ city: 'Albany', postalCode: '12207' }),
        attributes: { Budget: '500k' },
        source: 'Fair',
        importId: 'i1',
        projectId: 'p1',
        defaultCountry: 'US',
      }),
    });
  });

  it('takes the first phone there is and keeps the others', () => {
    const rows = new CsvRows(['Home phone', 'Mobile', 'Work phone'], defaults);
    expect(rows.read(['', '111', '222'])).toMatchObject({
      row: { phone: '111', attributes: { 'Work phone': '222' } },
    });
    expect(rows.read(['111', '111', ''])).toMatchObject({ row: { phone: '111', attributes: {} } });
  });

  it('prefers a full name to its parts, and takes a part alone', () => {
    expect(new CsvRows(['name', 'first name', 'phone'], defaults).read(['Ann Lee', 'Annie', '1'])).toMatchObject({
      row: { name: 'Ann Lee' },
    });
    expect(new CsvRows(['first name', 'last name', 'phone'], defaults).read(['', 'Lee', '1'])).toMatchObject({
      row: { name: 'Lee' },
    });
  });

  it('lets the last fields be left out, not added', () => {
    const rows = new CsvRows(['phone', 'name', 'company'], defaults);
    expect(rows.read(['1'])).toMatchObject({ row: { phone: '1', source: 'CSV' } });
    expect(rows.read(['1', 'Ann', 'Acme', '', ''])).toMatchObject({ row: { company: 'Acme' } });
    expect(rows.read(['1', 'Ann', 'Acme', ' Inc'])).toEqual({ reason: expect.stringContaining('4 instead of 3') });
  });

  it('takes a row of nothing but separators for blank', () => {
    expect(new CsvRows(['phone', 'name'], defaults).read(['', ''])).toEqual({ blank: true });
  });

  it('ignores columns without a title', () => {
    expect(new CsvRows(['phone', ''], defaults).read(['1', 'x'])).toMatchObject({ row: { attributes: {} } });
  });

  it('needs a column of phones, and says what it found', () => {
    expect(() => new CsvRows(['name', 'fax'], defaults)).toThrow(/No column holds phone numbers.*name, fax/);
    expect(
      () =>
        new CsvRows(
          Array.from({ length: 201 }, () => 'x'),
          defaults,
        ),
    ).toThrow(CsvUnreadable);
  });

  it('reads no consent where every column of one says no', () => {
    const rows = new CsvRows(['phone', 'consent_type', 'consent_automated_voice', 'consent_at'], defaults);
    const read = (fields: string[]) => rows.read(['+12125550101', ...fields]);
    expect(read(['none', 'No', ''])).toMatchObject({ row: { consent: null } });
    expect(read(['', '0', ''])).toMatchObject({ row: { consent: null } });
    expect(read(['', 'no', '2026-07-01'])).toMatchObject({ row: { consent: { automatedVoice: 'no', source: 'CSV' } } });
    expect(read(['PEC', 'no', ''])).toMatchObject({ row: { consent: { type: 'PEC' } } });
  });
});
