import { keyAskedFor, topicOf } from './heard';

describe('what the agent is asking', () => {
  it.each([
    ['What budget do you have in mind?', 'budget'],
    ['Great. How much were you hoping to spend on the apartment you need?', 'budget'],
    ['How soon are you looking to move?', 'timeline'],
    ['When would you like to go ahead?', 'timeline'],
    ['Would you be the one making the decision, or does anyone else need to sign off?', 'decision'],
    ['Which area are you interested in?', 'location'],
    ['What are you looking for?', 'need'],
    ['Could you tell me a bit more about your requirements?', 'need'],
    ['Hi, this is Sara from Acme. Is this a good time to talk?', 'permission'],
    ['Am I speaking with Omar?', 'permission'],
    ['What would be a better time to call you back?', 'callback'],
    ['ما هي ميزانيتك؟', 'budget'],
    ['متى تود البدء؟', 'timeline'],
    ['أي منطقة تفضل؟', 'location'],
    ['Thanks for your time. Goodbye.', 'farewell'],
    ["I won't call again.", 'farewell'],
    ['مع السلامة.', 'farewell'],
    ['This call is recorded.', 'statement'],
    ['Please tell me your budget.', 'budget'],
    ['', 'statement'],
  ])('%s -> %s', (heard, topic) => {
    expect(topicOf(heard)).toBe(topic);
  });

  it('goes by the last question', () => {
    expect(topicOf('Is this a good time? I have one thing to ask. What is your budget?')).toBe('budget');
  });

  it('finds the key asked for', () => {
    expect(keyAskedFor('To accept, press 1.')).toBe('1');
    expect(keyAskedFor('Press on.')).toBeNull();
  });
});
