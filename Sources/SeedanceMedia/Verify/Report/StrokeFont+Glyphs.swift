extension StrokeFont {
    /// The letters, drawn for this package: one a line, the character first, then its strokes between slashes.
    ///
    /// A point is two digits of base 36, x to the right and y downwards; capitals reach from 0 to a, small letters from
    /// 3, the line lies at a and tails end at d. Points marked `~` lie off the curve: quadratic curves in the way of
    /// TrueType, with an implied point in the middle of two such neighbours. `z` closes a stroke.
    static let drawings = #"""
        ! 00 06 / 0a 0a
        " 00 03 / 30 33
        # 20 1a / 60 5a / 03 73 / 07 77
        $ 62 61~ 31 01~ 05~ 35 65~ 69~ 39 09~ 08 / 30 3a
        % 00~ 40~ 44~ 04~ z / 56~ 96~ 9a~ 5a~ z / 80 1a
        & 7a 13 10~ 30 50~ 52 54~ 25 06~ 08 0a~ 3a 6a~ 76
        ' 00 03
        ( 20 02~ 05 08~ 2a
        ) 00 22~ 25 28~ 0a
        * 20 26 / 01 45 / 05 41
        + 33 39 / 06 66
        , 19 0c
        - 06 46
        . 0a 0a
        / 50 0a
        0 00~ 60~ 6a~ 0a~ z
        1 12 30 3a
        2 02 00~ 30 60~ 63 65~ 0a 6a
        3 02 00~ 30 60~ 65~ 35 65~ 6a~ 3a 0a~ 08
        4 4a 40 07 67
        5 50 10 05 14~ 34 64~ 6a~ 3a 0a~ 08
        6 62 60~ 30 00~ 06 07 0a~ 3a 6a~ 67 64~ 34 04~ 07
        7 00 60 2a
        8 35 05~ 00~ 30 60~ 65~ 35 05~ 0a~ 3a 6a~ 65~ 35
        9 08 0a~ 3a 6a~ 64 63 60~ 30 00~ 03 06~ 36 66~ 63
        : 04 04 / 0a 0a
        ; 14 14 / 1a 0c
        < 53 06 59
        = 04 64 / 08 68
        > 03 56 09
        ? 02 00~ 30 60~ 62 64~ 45 36~ 37 / 3a 3a
        @ 23~ 63~ 68~ 28~ z / 63 66 68~ 78 88~ 85 80~ 40 00~ 05 0a~ 4a 6a~ 79
        A 0a 40 8a / 17 77
        B 05 35 55~ 50~ 30 00 0a 3a 6a~ 65~ 35
        C 72 70~ 40 00~ 0a~ 4a 7a~ 78
        D 00 0a 3a 7a~ 70~ 30 00
        E 60 00 0a 6a / 05 55
        F 60 00 0a / 05 55
        G 72 70~ 40 00~ 0a~ 4a 7a~ 76 46
        H 00 0a / 70 7a / 05 75
        I 00 0a
        J 50 57 5a~ 3a 0a~ 08
        K 00 0a / 60 06 / 24 6a
        L 00 0a 5a
        M 0a 00 47 80 8a
        N 0a 00 7a 70
        O 00~ 80~ 8a~ 0a~ z
        P 0a 00 30 60~ 66~ 36 06
        Q 00~ 80~ 8a~ 0a~ z / 57 8b
        R 0a 00 30 60~ 65~ 35 05 / 35 6a
        S 62 60~ 30 00~ 05~ 35 65~ 6a~ 3a 0a~ 08
        T 00 80 / 40 4a
        U 00 06 0a~ 3a 6a~ 66 60
        V 00 4a 80
        W 00 2a 51 8a a0
        X 00 6a / 60 0a
        Y 00 35 60 / 35 3a
        Z 00 60 0a 6a
        [ 20 00 0a 2a
        \ 00 5a
        ] 00 20 2a 0a
        ^ 05 31 65
        _ 0b 6b
        ` 00 22
        a 05 03~ 33 53~ 55 5a / 56 26 06~ 0a~ 2a 5a~ 57
        b 03~ 63~ 6a~ 0a~ z / 00 0a
        c 55 53~ 33 03~ 0a~ 3a 5a~ 58
        d 03~ 63~ 6a~ 0a~ z / 60 6a
        e 06 66 63~ 03~ 0a~ 3a 5a~ 68
        f 40 10~ 13 1a / 03 43
        g 03~ 63~ 6a~ 0a~ z / 63 6a 6d~ 3d 1d~ 0c
        h 00 0a / 06 03~ 33 53~ 56 5a
        i 03 0a / 00 00
        j 13 1b 1d~ 0d / 10 10
        k 00 0a / 53 08 / 26 5a
        l 00 08 0a~ 2a
        m 03 0a / 06 03~ 23 43~ 46 4a / 46 43~ 63 83~ 86 8a
        n 03 0a / 06 03~ 33 53~ 56 5a
        o 03~ 63~ 6a~ 0a~ z
        p 03 0d / 03~ 63~ 6a~ 0a~ z
        q 63 6d / 03~ 63~ 6a~ 0a~ z
        r 03 0a / 07 03~ 43
        s 54 43~ 23 03~ 05 06~ 26 36 57~ 58 5a~ 3a 1a~ 09
        t 10 17 1a~ 4a / 03 43
        u 03 07 0a~ 2a 5a~ 57 / 53 5a
        v 03 3a 63
        w 03 2a 44 6a 83
        x 03 5a / 53 0a
        y 03 3a / 63 2c 1d~ 0d
        z 03 53 0a 5a
        { 30 10~ 13 15~ 05 15~ 17 1a~ 3a
        | 00 0b
        } 00 20~ 23 25~ 35 25~ 27 2a~ 0a
        ~ 07 15~ 36 57~ 65
        – 06 66
        × 04 59 / 54 09
        · 06 06
        … 0a 0a / 3a 3a / 6a 6a
        """#
}
