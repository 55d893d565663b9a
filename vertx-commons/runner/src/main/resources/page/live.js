const SILENCE_MS = 5000;
const PAUSE_MS = 1000;

/**
 * Listens to the lab for as long as the page is open. A connection that breaks, or on which nothing
 * comes for 5 s, is given up, and a new one tried every second.
 */
export function listen({state, lab, ticks, more}) {
  let source;
  let silence;

  function hear(name, handler) {
    source.addEventListener(name, event => {
      wait();
      state('connected');
      handler(JSON.parse(event.data));
    });
  }

  function wait() {
    clearTimeout(silence);
    silence = setTimeout(again, SILENCE_MS);
  }

  function again() {
    source.close();
    clearTimeout(silence);
    state('disconnected');
    setTimeout(connect, PAUSE_MS);
  }

  function connect() {
    source = new EventSource('/admin/live');
    source.addEventListener('error', again);
    hear('lab', lab);
    Object.entries(more).forEach(([name, handler]) => hear(name, handler));
    hear('past', heard => ticks(heard.ticks));
    hear('tick', heard => ticks([heard]));
    wait();
  }

  connect();
}
