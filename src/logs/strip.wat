;; The inner loop of a full log read: `TIME STREAM F TEXT` in, TEXT out, 16 bytes at a time.
;; 1 GB holds about nine million lines; at the 100 ns that a line costs in JavaScript the reader, not the pipe, would set
;; the pace. Anything but a whole CRI line of the usual shape is left to line.ts: the loop stops in front of it.
(module
  ;; source.ts reads into this memory and the output is written from it; the layout is kernel.ts's business
  (memory (export "memory") 1)
  ;; where the next text of each stream goes
  (global $stdout (export "stdout") (mut i32) (i32.const 0))
  (global $stderr (export "stderr") (mut i32) (i32.const 0))

  ;; strip(at, end, mixed): returns where it stopped, `end` or the start of a line it does not know.
  ;; The bytes before `end` end with a newline; up to 64 bytes behind `end` may be read, never used.
  ;; With mixed, the text of both streams goes to $stdout.
  (func (export "strip") (param $at i32) (param $end i32) (param $mixed i32) (result i32)
    (local $window v128) (local $space i32) (local $to i32) (local $text i32) (local $hit i32)
    (local $name i64) (local $isError i32)
    (block $done
      (loop $line
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))

        ;; dddd-dd-ddTdd:dd — each byte at most so far above its lowest
        (br_if $done (i32.eqz (i8x16.all_true (i8x16.le_u
          (i8x16.sub (v128.load (local.get $at))
            (v128.const i8x16 48 48 48 48 45 48 48 45 48 48 84 48 48 58 48 48))
          (v128.const i8x16 9 9 9 9 0 9 9 0 9 9 0 9 9 0 9 9)))))
        ;; :dd, then no control characters
        (br_if $done (i32.eqz (i8x16.all_true (i8x16.le_u
          (i8x16.sub (v128.load32_zero offset=16 (local.get $at))
            (v128.const i8x16 58 48 48 32 0 0 0 0 0 0 0 0 0 0 0 0))
          (v128.const i8x16 0 9 9 95 0 0 0 0 0 0 0 0 0 0 0 0)))))

        ;; the space behind the time is 20 to 35 bytes from its start
        (local.set $window (v128.load offset=20 (local.get $at)))
        (local.set $space (i8x16.bitmask (i8x16.eq (local.get $window) (v128.const i8x16 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32))))
        (br_if $done (i32.eqz (local.get $space)))
        ;; no control character (a newline, say) in front of it
        (br_if $done (i32.and
          (i8x16.bitmask (i8x16.lt_u (local.get $window) (v128.const i8x16 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32 32)))
          (i32.sub (i32.and (local.get $space) (i32.sub (i32.const 0) (local.get $space))) (i32.const 1))))
        (local.set $space (i32.add (local.get $at) (i32.add (i32.const 20) (i32.ctz (local.get $space)))))

        ;; " stdout " or " stderr ", then "F "
        (local.set $name (i64.load (local.get $space)))
        (local.set $isError (i64.eq (local.get $name) (i64.const 0x2072726564747320)))
        (br_if $done (i32.eqz (i32.or (local.get $isError) (i64.eq (local.get $name) (i64.const 0x2074756f64747320)))))
        (br_if $done (i32.ne (i32.load16_u offset=8 (local.get $space)) (i32.const 0x2046)))
        (local.set $text (i32.add (local.get $space) (i32.const 10)))
        (br_if $done (i32.ge_u (local.get $text) (local.get $end)))

        (local.set $isError (i32.and (local.get $isError) (i32.eqz (local.get $mixed))))
        (local.set $to (select (global.get $stderr) (global.get $stdout) (local.get $isError)))
        ;; copy 16 bytes and look for the newline in them; too much is copied at the end, the next line goes over it
        (loop $copy
          (local.set $window (v128.load (local.get $text)))
          (v128.store (local.get $to) (local.get $window))
          (local.set $hit (i8x16.bitmask (i8x16.eq (local.get $window) (v128.const i8x16 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10))))
          (if (i32.eqz (local.get $hit))
            (then
              (local.set $text (i32.add (local.get $text) (i32.const 16)))
              (local.set $to (i32.add (local.get $to) (i32.const 16)))
              (br $copy))))
        (local.set $hit (i32.add (i32.ctz (local.get $hit)) (i32.const 1)))
        (local.set $at (i32.add (local.get $text) (local.get $hit)))
        (local.set $to (i32.add (local.get $to) (local.get $hit)))
        (if (local.get $isError)
          (then (global.set $stderr (local.get $to)))
          (else (global.set $stdout (local.get $to))))
        (br $line)))
    (local.get $at)))
