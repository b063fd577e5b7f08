import { DEFAULT_DISCLOSURE, readDisclosureSettings } from './disclosure-settings';

describe('readDisclosureSettings', () => {
  it('reads what a company has chosen', () => {
    const chosen = {
      recordingNotice: 'WHERE_REQUIRED',
      purpose: 'homes in Austin',
      extraSentence: 'We are open all week.',
      callbackNumber: '+18005550199',
    };
    expect(readDisclosureSettings(chosen)).toEqual(chosen);
  });

  it.each([undefined, null, {}, [], 'ALWAYS', { recordingNotice: 'NEVER' }, { purpose: 7, callbackNumber: '911' }])(
    'takes %j for nothing chosen',
    (value) => {
      expect(readDisclosureSettings(value)).toEqual(DEFAULT_DISCLOSURE);
    },
  );

  it('keeps what can be read beside what cannot', () => {
    expect(readDisclosureSettings({ recordingNotice: 'WHERE_REQUIRED', purpose: '  ' })).toEqual({
      ...DEFAULT_DISCLOSURE,
      recordingNotice: 'WHERE_REQUIRED',
    });
  });
});
