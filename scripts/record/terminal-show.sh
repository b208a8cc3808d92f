# What a terminal shows while it is recorded: coloured lines that scroll, a table that is drawn over itself as `top`
# does, lines that move inside a region as in an editor, and text that comes letter by letter. Nothing in it tells of
# the computer that it runs on.
words=(engine session picture display keyboard network stream window remote desktop colour letter)
word() { printf '%s' "${words[$(($1 % 12))]}"; }
for i in $(seq 1 60); do
  printf '\033[3%dm%04d\033[0m \033[1m%-10s\033[0m ' $((i % 7 + 1)) $((i * 37 % 10000)) "$(word $i)"
  printf '\033[4%d;37m %s \033[0m %s %s\n' $((i % 6 + 1)) "$(word $((i * 5)))" "$(word $((i * 7)))" "$(word $((i * 11)))"
  sleep 0.03
done
printf '\033[2J'
for i in $(seq 1 6); do
  printf '\033[H\033[7m  no  name         load   memory   time      \033[0m\n'
  for row in $(seq 1 18); do
    printf '%4d  %-10s %6d.%d %7d   %2d:%02d.%02d\n' $((row * 101)) "${words[$((row % 12))]}" \
      $(((row * i * 13) % 100)) $((i % 10)) $((row * 1000 + i * 7)) $((row % 24)) $((i % 60)) $(((row * i) % 60))
  done
  sleep 0.1
done
printf '\033[2J\033[24;1H\033[7m-- edit --\033[0m\033[2;20r'
for i in $(seq 1 60); do
  printf '\033[2;1H\033[L\033[33m%3d\033[0m \033[36mfunction\033[0m %s(%s) { return %d; }' \
    "$i" "$(word $i)" "$(word $((i * 3)))" $((i * 17))
  sleep 0.04
done
printf '\033[r\033[22;1H'
text='the quick brown fox jumps over the lazy dog and types on '
for i in $(seq 0 199); do
  printf '%s' "${text:$((i % 57)):1}"
  sleep 0.04
done
sleep 60
