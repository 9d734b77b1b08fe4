export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export function isShell(name: string): name is Shell {
  return shells.some((shell) => shell === name);
}

/** Each script asks `PROGRAM __complete` for candidates, one a line, with a description after a tab. */
export function completionScript(shell: Shell, program: string): string {
  const script = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell];
  return script(program, `_${program}_complete`);
}

/** Images hold colons and flags may hold `=`, where bash would split words: readline's own line is used instead. */
function bashScript(program: string, name: string): string {
  return `# bash completion for ${program}: source <(${program} completion bash)
${name}() {
  local line candidate cur words cword
  COMPREPLY=()
  if declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref -n '=:' cur words cword
  else
    cur=\${COMP_WORDS[COMP_CWORD]} words=("\${COMP_WORDS[@]}") cword=$COMP_CWORD
  fi
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default 2>/dev/null
      return
    fi
    candidate=\${line%%$'\\t'*}
    COMPREPLY+=("$(printf '%q' "$candidate")")
  done < <(${program} __complete -- "\${words[@]:1:cword}" 2>/dev/null)
  if declare -F __ltrim_colon_completions >/dev/null; then
    __ltrim_colon_completions "$cur"
  fi
}
complete -F ${name} ${program}
`;
}

function zshScript(program: string, name: string): string {
  return `#compdef ${program}
# zsh completion for ${program}: source <(${program} completion zsh)
${name}() {
  local line word about
  local -a candidates
  for line in "\${(@f)$(${program} __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -z $line ]] && continue
    if [[ $line == :files ]]; then
      _files
      return
    fi
    word=\${line%%$'\\t'*}
    about=\${line#$word}
    candidates+=("\${word//:/\\\\:}:\${about#$'\\t'}")
  done
  _describe -t candidates ${program} candidates
}
if [[ $funcstack[1] == _${program} ]]; then
  ${name} "$@"
else
  compdef ${name} ${program}
fi
`;
}

function fishScript(program: string, name: string): string {
  return `# fish completion for ${program}: ${program} completion fish | source
function ${name}
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in (${program} __complete -- $words[2..-1] "$current" 2>/dev/null)
        if test "$line" = ':files'
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c ${program} -f -k -a '(${name})'
`;
}
