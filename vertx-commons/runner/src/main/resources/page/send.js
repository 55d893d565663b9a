/** Sends a request to the lab. What it told, or its problem in words. */
export async function send(method, address, body) {
  try {
    const answer = await fetch(address, {
      method,
      headers: body && {'Content-Type': 'application/json'},
      body: body && JSON.stringify(body),
    });
    const told = await answer.json();
    return answer.ok ? {told} : {problem: told.detail ?? `answered ${answer.status}`};
  } catch {
    return {problem: 'the lab does not answer'};
  }
}

/** What was typed into a field for numbers: a number if it is one, else the text. */
export function typed(input) {
  const text = input.value.trim();
  return text === '' || Number.isNaN(Number(text)) ? text : Number(text);
}
