select cast(sum(l_extendedprice) as double precision) / 7 as avg_yearly
from lineitem, part
where p_partkey = l_partkey
    and p_brand = ?
    and p_container = ?
    and l_quantity < (
        select 0.2 * avg(l_quantity)
        from lineitem
        where l_partkey = p_partkey
    )
