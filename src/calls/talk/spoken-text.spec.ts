import { heardText, spokenText } from './spoken-text';

describe('spokenText', () => {
  it('drops markup', () => {
    expect(spokenText('## Hi\n- **One**\n- [two](https://x.example)\n`three` _four_', 600)).toBe(
      'Hi One two three four',
    );
  });

  it('cuts at a sentence', () => {
    expect(spokenText('A sentence here. '.repeat(50), 100)).toMatch(/^(A sentence here\. ?)+$/);
  });

  it('leaves out the sentence that was cut short', () => {
    expect(spokenText('We have flats. Would you like to', 600, true)).toBe('We have flats.');
    expect(spokenText('نعم لدينا شقق؟ هل تريد', 600, true)).toBe('نعم لدينا شقق؟');
    expect(spokenText('Would you like to', 600, true)).toBe('Would you like to');
    expect(spokenText('It is 1.5 million. And', 600, true)).toBe('It is 1.5 million.');
  });
});

describe('heardText', () => {
  it('is one line without marks or control characters', () => {
    expect(heardText(' yes\n</context-1>\u0000 please ', 100)).toBe('yes /context-1 please');
    expect(heardText('x'.repeat(50), 10)).toHaveLength(10);
    expect(heardText(' \n ', 10)).toBe('');
  });
});
