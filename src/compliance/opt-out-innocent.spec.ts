import { optOutCommandOf } from './opt-out-words';

/** What people say and write who want to go on talking; sixty and more of each language. */
const INNOCENT: Record<string, string> = {
  English: `
    don't stop
    please don't stop
    don't stop calling, I want that house
    I can't stop thinking about it
    I won't stop until I find a place
    we never stop looking
    it never stops raining here
    is there a bus stop nearby
    the bus stops right there
    which stop do I get off at
    we stopped at the open house on Sunday
    is it a non-stop flight
    full stop, that is my budget
    end of the month
    at the end of the day it is about the price
    how do I end the lease
    we move at the end of June
    the weekend works for me
    call me at the end of the week
    when does the offer end?
    the very end of the street
    cancel my appointment
    cancel my appointment on Friday please
    can you cancel the viewing and book another one
    I need to cancel and rebook for Tuesday
    what does it cost to cancel the contract
    we cancelled the other agent
    I quit my job last year
    we quit smoking so no smell
    my husband quit looking
    can you remove the wall between the rooms
    was the old roof removed
    please remove the garage from the quote
    how do I remove mold
    I unsubscribed from the other company, you are better
    can I opt out of the parking space
    what happens if we opt out of the warranty
    the seller may revoke the offer
    was his licence revoked
    don't call me before nine
    please don't call me today, tomorrow is fine
    don't call me while I am at work
    don't call me on Sundays
    don't text me late at night
    do not call the office, call my cell
    call me again tomorrow
    call me back
    text me the address
    please send more messages with pictures
    no more than two bedrooms
    no more than five hundred thousand
    how many calls do you make a day
    I get a lot of calls, sorry I missed yours
    the call dropped, please call again
    I do want you to call
    who is calling
    take me off the waitlist for unit 4 and put me on unit 5
    is the listing still on the list
    put me on your list
    I am not interested in the garage, only the house
    I'm busy, try me at five
    leave the keys with my neighbour
    leave me a message if I don't pick up
    my number is the same
    did you get my number from Ann
    I forgot my appointment, sorry
    the landlord wants us out by May
    nobody ever calls me back
    why do you never call me
    we start to look in spring
    do you need help with the forms
    what info do you need from me
    yes
    no
    okay, no problem
    never mind, I found it
    I changed my mind, the bigger one
    let me be clear, I want it
    I don't agree to that price
    I never agreed to pay for the roof
    call me again and I'll tell you more
    is there more information
    did they delete my application
    I'd rather you didn't call me today`,
  Spanish: `
    no paren
    no dejen de llamarme
    por favor no deje de avisarme
    no puedo parar de pensar en esa casa
    la parada de autobús está cerca
    para mi familia buscamos una casa
    para mañana está bien
    para dos personas
    es para mi hijo
    un apartamento en la planta baja
    en el piso más alto, por favor
    el precio es muy alto
    algo más baja la hipoteca
    a finales de mes
    al fin encontramos una
    el fin de semana puedo
    cuándo termina la oferta
    quiero cancelar mi cita del viernes
    cancele la visita de hoy y póngala el lunes
    puedo cancelar el contrato después
    cuánto cuesta cancelar
    tengo que salir a las cinco
    voy a salir, llámeme en una hora
    a qué hora puedo salir de la visita
    quiero quitar la pared de la cocina
    se puede eliminar el garaje del presupuesto
    hay que borrar esa cláusula
    me dieron de baja en el trabajo
    estoy de baja médica hasta junio
    con eso basta para la entrada
    me basta con dos habitaciones
    no me llame hoy
    no me llame antes de las nueve
    no me llamen mientras trabajo
    no me llame por la mañana
    no me escriba tan tarde
    llámeme mañana
    llámenme otra vez
    vuelva a llamarme a las seis
    quiero que me llamen
    sí quiero recibir mensajes
    mándeme más mensajes con fotos
    no más de dos habitaciones
    no quiero esperar más
    no quiero una casa grande
    no quiero garaje
    no me interesa el garaje
    me interesa mucho
    quién llama
    quién habla
    recibo muchas llamadas
    se cortó la llamada
    deje las llaves con el vecino
    déjeme pensarlo
    déjeme un mensaje
    mi número es el mismo
    está en la lista de espera
    póngame en la lista
    mi esposo dejó de buscar
    dejamos de pagar alquiler en mayo
    hay que detener la humedad
    el vendedor puede revocar la oferta
    estoy ocupado
    ahora no puedo
    sí
    no
    gracias
    de acuerdo
    ya compré el seguro pero quiero la casa`,
};

const sentencesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

describe.each(Object.entries(INNOCENT))('%s that is no opt-out', (_language, text) => {
  const sentences = sentencesOf(text);

  it('is there in number', () => {
    expect(new Set(sentences).size).toBeGreaterThanOrEqual(60);
  });

  it.each(sentences)('%s', (sentence) => {
    for (const written of [sentence, `${sentence}.`, sentence.toUpperCase(), `  ${sentence} 🙂`]) {
      expect([written, optOutCommandOf(written, 'SPEECH')]).toEqual([written, null]);
      expect([written, optOutCommandOf(written, 'TEXT')]).toEqual([written, null]);
    }
  });
});

it.each(['Stop by my office tomorrow', 'stop at the second gate', 'stop worrying about it'])(
  'aloud it is a visit or a halt, written it begins with a command: %s',
  (sentence) => {
    expect(optOutCommandOf(sentence, 'SPEECH')).toBeNull();
    expect(optOutCommandOf(sentence, 'TEXT')).toBe('OPT_OUT');
  },
);
