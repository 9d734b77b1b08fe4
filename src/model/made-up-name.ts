const adjectives = `able agile amber apt bold brave brisk calm clear clever cosy deft eager early even fair fleet fond
  frank free fresh gentle glad grand keen kind lively loyal lucid lucky mellow merry mild neat noble open patient plain
  polite prompt proud quick quiet rapid ready rich sharp silent smooth snug sober solid sound steady still stout sunny sure
  swift tidy trim true vivid warm wise witty young zesty`.split(/\s+/);

const nouns = `acorn alder anchor arrow aspen badger beacon birch bison brook canyon cedar cliff comet crane creek delta
  dune eagle ember falcon fern finch fjord forest fox garnet glade grove harbor hawk hazel heron island ivy juniper lagoon
  lake lark linden lynx maple marsh meadow moss oak orchid otter owl pebble pine plover pond quail quartz raven reef ridge
  river robin rowan sable sparrow spruce summit swan thistle tide trail tulip valley willow wren`.split(/\s+/);

/** A name such as `calm_heron` that `isFree` agrees with; a number is added when the easy ones are taken. */
export function madeUpName(isFree: (name: string) => boolean, random: () => number = Math.random): string {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] as string;
  for (let tries = 0; ; tries++) {
    const name = `${pick(adjectives)}_${pick(nouns)}${tries < 10 ? '' : tries}`;
    if (isFree(name)) return name;
  }
}
