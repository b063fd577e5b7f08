import { summaryOf } from './transfer-summary';

describe('what a colleague is told', () => {
  it('is who asks, about what, and what they last said', () => {
    expect(
      summaryOf({ language: 'en-US', name: 'Anna', project: 'Harbour View', words: 'can I talk to a person' }),
    ).toBe('Anna asks for a person. It is about Harbour View. They last said: can I talk to a person.');
  });

  it('is something even when nothing is known, in the language of the call', () => {
    expect(summaryOf({ language: 'en-GB' })).toBe('A caller asks for a person.');
    expect(summaryOf({ language: 'ar-AE', project: 'سي فيو' })).toContain('سي فيو');
    expect(summaryOf({ language: 'fr-FR' })).toBe('A caller asks for a person.');
  });

  it('holds no markup of strangers and does not go on for ever', () => {
    const said = summaryOf({
      language: 'en',
      name: '<Say>x</Say>',
      words: `<Dial>${'word '.repeat(200)}`,
      note: 'VIP',
    });
    expect(said).not.toMatch(/[<>]/);
    expect(said).toContain('VIP');
    expect(said.length).toBeLessThan(300);
  });
});
