import { fillGreeting, nameable } from './greeting';

describe('fillGreeting', () => {
  it.each([
    ['Hi {name}, is this a good time?', { name: 'Anna Schmidt' }, 'Hi Anna Schmidt, is this a good time?'],
    ['Hi {name}, is this a good time?', { name: null }, 'Hi, is this a good time?'],
    ['Hello {name}!', {}, 'Hello!'],
    ['Hi {name}, about {project} for {company}.', { name: 'Li', project: 'Sea View' }, 'Hi Li, about Sea View for.'],
    ['Hi { name } {nickname}, hello.', { name: 'Omar' }, 'Hi Omar, hello.'],
    ['مرحبا {name}، كيف حالك؟', {}, 'مرحبا، كيف حالك؟'],
  ])('%p with %p', (template, values, filled) => {
    expect(fillGreeting(template, values)).toBe(filled);
  });

  it('does not fill in what a name says', () => {
    expect(fillGreeting('Hi {name}.', { name: '{project}', project: 'Sea View' })).toBe('Hi project.');
  });
});

describe('nameable', () => {
  it('keeps what names are made of', () => {
    expect(nameable("Zoë O'Brien-Núñez Jr.")).toBe("Zoë O'Brien-Núñez Jr.");
    expect(nameable('محمد عبد الله')).toBe('محمد عبد الله');
    expect(nameable('प्रिया')).toBe('प्रिया');
  });

  it('drops markup, control characters and sentences without end', () => {
    expect(nameable('<Hangup/>Bob\u0000\n{x}')).toBe('Hangup Bob x');
    expect(nameable('word '.repeat(40)).length).toBeLessThanOrEqual(60);
    expect(nameable(undefined)).toBe('');
  });
});
